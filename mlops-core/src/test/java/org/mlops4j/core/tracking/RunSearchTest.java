// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Order;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.Tracking;

class RunSearchTest {

    private static final double[] VALUES = {0, 1, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private SettableClock clock;
    private Mlops mlops;
    private Tracking tracking;

    @BeforeEach
    void open() {
        mlops = store.mlops();
        clock = store.clock();
        tracking = mlops.tracking();
    }

    /** A row of a table. */
    record Flight(double delay) {}

    private Run start(String name) {
        clock.advance(Duration.ofMinutes(1));
        return tracking.start(RunSpec.of("e").named(name));
    }

    private List<String> found(String search) {
        return tracking.search("e", search).stream()
                .map(run -> run.findName().orElseThrow())
                .toList();
    }

    @Test
    void theBestRunsUnderSomeConditionsAreFoundInOrder() {
        for (int depth = 2; depth <= 12; depth += 2) {
            try (Run run = start("depth " + depth)) {
                run.param("depth", depth);
                run.metric("auc", 0.6 + depth * 0.02, 0);
                run.metric("auc", 0.6, 1);
                run.metric("logloss", 0.7 - depth * 0.01);
            }
        }
        assertThat(found("metrics.auc.max > 0.65 and params.depth <= 8 order by metrics.logloss"))
                .containsExactly("depth 8", "depth 6", "depth 4");
        assertThat(found("metrics.auc.max > 0.65 and params.depth <= 8 order by metrics.logloss limit 1"))
                .containsExactly("depth 8");
        assertThat(found("metrics.auc > 0.6")).isEmpty();
        assertThat(found("params.depth in ('4', '12') or params.depth = 2"))
                .containsExactly("depth 12", "depth 4", "depth 2");
        assertThat(found("params.depth between 4 and 6 and not run_name like '%6'"))
                .containsExactly("depth 4");
        assertThat(tracking.search("other", "")).isEmpty();
        Search typed = Search.of(Field.metric("auc").max().above(0.7))
                .orderBy(Field.param("depth").ascending());
        assertThat(tracking.search(typed).items())
                .extracting(RunRecord::name)
                .containsExactly("depth 6", "depth 8", "depth 10", "depth 12");
    }

    @Test
    void aRunIsFoundWhileItGoesOnAndByItsEnd() {
        Run run = start("live");
        run.tag("team", "ml");
        run.param("eta", 0.1);
        run.metric("auc", 0.7);
        String live = "tags.team = 'ml' and params.eta < 0.2 and metrics.auc > 0.6 and status = ";
        assertThat(found(live + "'RUNNING'")).containsExactly("live");
        assertThat(found("end_time is null")).containsExactly("live");
        run.close();
        assertThat(found(live + "'FINISHED'")).containsExactly("live");
        assertThat(found("end_time is null")).isEmpty();
        assertThat(mlops.audit().verify()).isEqualTo(2);
        assertThat(mlops.storage().verify().damage()).isEmpty();
    }

    @Test
    void nanMatchesNothingButIsNanAndIsBestInNoOrder() {
        for (double value : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1}) {
            try (Run run = start("auc " + value)) {
                run.metric("auc", value);
            }
        }
        start("none").close();
        assertThat(found("metrics.auc >= 0")).containsExactly("auc Infinity", "auc 0.5");
        assertThat(found("metrics.auc < 0")).containsExactly("auc -1.0", "auc -Infinity");
        assertThat(found("metrics.auc != 0.5")).containsExactly("auc -1.0", "auc -Infinity", "auc Infinity");
        assertThat(found("metrics.auc = 0")).isEmpty();
        assertThat(found("metrics.auc is nan")).containsExactly("auc NaN");
        assertThat(found("metrics.auc is not nan"))
                .containsExactly("auc -1.0", "auc -Infinity", "auc Infinity", "auc 0.5");
        assertThat(found("metrics.auc is null")).containsExactly("none");
        assertThat(found("order by metrics.auc"))
                .startsWith("auc -1.0", "auc 0.5")
                .hasSize(6);
        assertThat(found("order by metrics.auc desc"))
                .startsWith("auc 0.5", "auc -1.0")
                .hasSize(6);
    }

    @Test
    void parametersCompareAsTextWithQuotesAndAsNumbersWithout() {
        for (Object depth : new Object[] {6, "6", 6.5, "10", true, "deep"}) {
            try (Run run = start(depth.getClass().getSimpleName() + " " + depth)) {
                run.param("depth", depth);
            }
        }
        assertThat(found("params.depth = '6'")).containsExactly("String 6", "Integer 6");
        assertThat(found("params.depth = 6")).containsExactly("String 6", "Integer 6");
        assertThat(found("params.depth > 6")).containsExactly("String 10", "Double 6.5");
        assertThat(found("params.depth = true")).containsExactly("Boolean true");
        assertThat(found("params.depth like 'd%e%p'")).containsExactly("String deep");
        assertThat(found("params.depth ilike 'DEEP'")).containsExactly("String deep");
        assertThat(found("params.depth != '6'"))
                .containsExactly("String deep", "Boolean true", "String 10", "Double 6.5");
    }

    @Test
    void whatLacksATagMatchesNoComparisonButItsOpposite() {
        try (Run run = start("ml")) {
            run.tag("team", "ml");
        }
        start("none").close();
        assertThat(found("tags.team != 'ops'")).containsExactly("ml");
        assertThat(found("tags.team not in ('ops')")).containsExactly("ml");
        assertThat(found("tags.team not like 'o%'")).containsExactly("ml");
        assertThat(found("not tags.team = 'ml'")).containsExactly("none");
        assertThat(found("tags.team is null")).containsExactly("none");
        assertThat(found("tags.team is not null")).containsExactly("ml");
    }

    @Test
    void timesDatasetsAndParentsAreFound() {
        Table table = Table.of(Flight.class, List.of(new Flight(1)));
        Run parent = start("parent");
        parent.dataset("train", table);
        parent.nested("child").close();
        parent.close();
        assertThat(found("start_time >= '2026-03-03T12:01:00Z' and created < '2026-03-03T12:01:01Z'"))
                .containsExactlyInAnyOrder("child", "parent");
        long millis = clock.instant().toEpochMilli();
        assertThat(found("start_time > " + millis)).isEmpty();
        assertThat(found("start_time <= " + millis)).hasSize(2);
        assertThat(found("datasets.digest = '" + table.digest().hex() + "'")).containsExactly("parent");
        assertThat(found("datasets.name in ('test', 'train')")).containsExactly("parent");
        assertThat(found("parent = '" + parent.id() + "'")).containsExactly("child");
        assertThat(found("user = 'ana' and number = 1")).containsExactly("parent");
    }

    @Test
    void ofSeveralDatasetsOneHasToMatch() {
        Table one = Table.of(Flight.class, List.of(new Flight(1)));
        Table two = Table.of(Flight.class, List.of(new Flight(2)));
        try (Run run = start("both")) {
            run.dataset("train", one);
            run.dataset("test", two);
        }
        try (Run run = start("one")) {
            run.dataset("train", one);
        }
        start("none").close();
        assertThat(found("datasets.name = 'train'")).containsExactly("one", "both");
        assertThat(found("datasets.name != 'train'")).containsExactly("both");
        assertThat(found("datasets.name != 'other'")).containsExactly("one", "both");
        assertThat(found("not datasets.name = 'train'")).containsExactly("none");
        assertThat(found("datasets.context LIKE 'te%'")).containsExactly("both");
        assertThat(found("datasets.context LIKE 'TE%'")).isEmpty();
        assertThat(found("datasets.name ILIKE 'T_A%'")).containsExactly("one", "both");
        assertThat(found("datasets.name NOT IN ('train', 'other')")).containsExactly("both");
        assertThat(found("datasets.name NOT IN ('train', 'test')")).isEmpty();
        assertThat(found("datasets.digest != '" + one.digest().hex() + "'")).containsExactly("both");
        assertThat(found("datasets.digest LIKE '" + two.digest().hex().substring(0, 9) + "%'"))
                .containsExactly("both");
        assertThat(tracking.search(Search.of(Field.dataset("name").notIn("train")))
                        .items())
                .extracting(RunRecord::name)
                .containsExactly("both");
    }

    @Test
    void attributesHaveTheNamesThatMlflowGivesThem() {
        start("a b").close();
        long millis = clock.instant().toEpochMilli();
        start("c").close();
        for (String name : List.of("attributes.`Run name`", "`Run Name`", "attr.\"run name\"", "`run`.run_name")) {
            assertThat(found(name + " = 'a b'")).as(name).containsExactly("a b");
        }
        assertThat(found("attributes.Created > " + millis)).containsExactly("c");
        assertThat(found("`attributes`.`Created` <= " + millis)).containsExactly("a b");
        assertThat(found("attributes.artifact_uri LIKE '%'")).isEmpty();
        assertThat(found("attributes.artifact_uri != 's3://bucket'")).isEmpty();
    }

    @Test
    void aMetricWithTheVeryKeyIsMeantBeforeTheAggregateOfAnother() {
        try (Run run = start("only loss")) {
            run.metric("loss", 1, 0);
            run.metric("loss", 3, 1);
        }
        try (Run run = start("both")) {
            run.metric("loss", 1, 0);
            run.metric("loss", 3, 1);
            run.metric("loss.mean", 7);
        }
        try (Run run = start("not a number")) {
            run.metric("loss", 1);
            run.metric("loss.mean", Double.NaN);
        }
        try (Run run = start("only loss.mean")) {
            run.metric("loss.mean", 5);
        }
        assertThat(found("metrics.loss.mean = 2")).containsExactly("only loss");
        assertThat(found("metrics.loss.mean > 2")).containsExactly("only loss.mean", "both");
        assertThat(found("metrics.loss.mean is nan")).containsExactly("not a number");
        assertThat(found("metrics.loss.mean >= 0 order by metrics.loss.mean"))
                .containsExactly("only loss", "only loss.mean", "both");
        assertThat(found("metrics.`loss.mean` is not null")).containsExactly("only loss.mean", "not a number", "both");
        assertThat(found("metrics.loss.max = 3")).containsExactly("both", "only loss");
        assertThat(found("metrics.loss.MEAN is not null")).isEmpty();
    }

    @Test
    void aRowHasTheFieldsAskedForAsTheSearchSeesThem() {
        Table table = Table.of(Flight.class, List.of(new Flight(1)));
        try (Run run = start("first")) {
            run.params(Map.of("depth", 6, "eta", 1.0, "deep", true, "digits", "07", "words", "six"));
            run.metric("auc", 0.5, 3);
            run.metric("auc", 2, 4);
            run.metric("loss", Double.NaN);
            run.metric("auc.max", 7);
            run.tag("text", "a".repeat(600));
            run.dataset("train", table);
            run.dataset("test", table);
        }
        start("second");
        String[] fields = {
            "run_name",
            "number",
            "status",
            "start_time",
            "end_time",
            "params.depth",
            "params.eta",
            "params.deep",
            "params.digits",
            "params.words",
            "metrics.auc",
            "metrics.auc.mean",
            "metrics.auc.count",
            "metrics.auc.max_step",
            "metrics.`auc.max`",
            "metrics.loss",
            "tags.text",
            "tags.none",
            "datasets.name"
        };
        List<SearchRow> rows =
                tracking.select(Search.of("order by number"), fields).items();
        assertThat(rows).extracting(SearchRow::id).containsExactly("e-1", "e-2");
        Instant noon = clock.instant().minus(Duration.ofMinutes(1));
        assertThat(rows.get(0).values())
                .containsOnly(
                        Map.entry("run_name", Document.of("first")),
                        Map.entry("number", Document.of(1)),
                        Map.entry("status", Document.of("FINISHED")),
                        Map.entry("start_time", Document.of(noon)),
                        Map.entry("end_time", Document.of(noon)),
                        Map.entry("params.depth", Document.of(6)),
                        Map.entry("params.eta", Document.of(1.0)),
                        Map.entry("params.deep", Document.of("true")),
                        Map.entry("params.digits", Document.of(7)),
                        Map.entry("params.words", Document.of("six")),
                        Map.entry("metrics.auc", Document.of(2.0)),
                        Map.entry("metrics.auc.mean", Document.of(1.25)),
                        Map.entry("metrics.auc.count", Document.of(2)),
                        Map.entry("metrics.auc.max_step", Document.of(4)),
                        Map.entry("metrics.`auc.max`", Document.of(7.0)),
                        Map.entry("metrics.loss", Document.of(Double.NaN)),
                        Map.entry("tags.text", Document.of("a".repeat(500))),
                        Map.entry("datasets.name", Document.texts(List.of("test", "train"))));
        assertThat(rows.get(0).number("metrics.loss").orElseThrow()).isNaN();
        assertThat(rows.get(1).values().keySet()).containsExactly("number", "run_name", "start_time", "status");
        assertThat(rows.get(1).number("metrics.auc")).isEmpty();
        assertThatThrownBy(() -> rows.get(1).find("params.eto")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rows.get(0).number("run_name")).isInstanceOf(InvalidException.class);
    }

    @Test
    void rowsAreThoseOfTheWholeRunsPageByPage() {
        for (int i = 0; i < 12; i++) {
            try (Run run = start("run " + i)) {
                run.metric("auc", i % 5);
                run.tag("text", (i % 2 == 0 ? "even " : "odd ") + i);
            }
        }
        Field auc = Field.metric("auc").max();
        for (Search search : List.of(
                Search.of("order by metrics.auc desc, tags.text").limit(5),
                Search.of("tags.text like 'even%' order by metrics.auc").limit(2),
                Search.of("not tags.text like '%d%' or tags.text like 'odd 1%'").limit(3))) {
            Search next = search;
            Page<SearchRow> rows;
            do {
                rows = tracking.select(next, auc.text());
                Page<RunRecord> runs = tracking.search(next);
                assertThat(rows.next()).isEqualTo(runs.next());
                assertThat(rows.items())
                        .extracting(SearchRow::id)
                        .isEqualTo(runs.items().stream().map(RunRecord::id).toList());
                assertThat(rows.items())
                        .extracting(row -> row.number(auc.text()).orElseThrow())
                        .isEqualTo(runs.items().stream()
                                .map(run -> run.metrics().get("auc").max())
                                .toList());
                next = rows.findNext().map(search::after).orElse(search);
            } while (rows.next() != null);
        }
        assertThat(tracking.select(Search.everything()).items()).hasSize(12);
    }

    @Test
    void aFieldThatCannotBeReadIsPointedAt() {
        assertThatThrownBy(() -> tracking.select(Search.everything(), "params.depth", "statos"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 1: a run has no 'statos'");
        assertThatThrownBy(() -> tracking.select(Search.everything(), "params.depth > 3"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 14");
        assertThatThrownBy(() -> tracking.select(Search.everything(), "")).isInstanceOf(InvalidException.class);
    }

    @Test
    void hostileTextsAreValuesAndNothingElse() {
        start("x").close();
        assertThat(found("run_name = 'x'' OR ''1''=''1'")).isEmpty();
        assertThat(found("run_name = '''; DROP TABLE runs; --'")).isEmpty();
        assertThatThrownBy(() -> found("run_name = 'x'; DROP TABLE runs; --")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> found("tags.`a = 'x'")).isInstanceOf(InvalidException.class);
        try (Run run = start("y")) {
            run.tag("a", "a".repeat(6_000));
        }
        assertThat(found("tags.a like '%a%a%a%a%a%a%a%a%b'")).isEmpty();
        assertThat(found("tags.a like 'aa%a'")).containsExactly("y");
    }

    @Test
    void pagesHoldWhateverComesInBetween() {
        for (int i = 0; i < 10; i++) {
            try (Run run = start("run " + i)) {
                run.metric("auc", i % 4);
                run.tag("text", "even " + i % 2);
            }
        }
        for (Search search : List.of(
                Search.of("order by metrics.auc desc"),
                Search.of("tags.text like '%0' order by metrics.auc"),
                Search.of("order by tags.text desc, metrics.auc, start_time desc"),
                Search.of("metrics.auc < 3 order by params.none, metrics.auc desc, tags.text"),
                Search.everything())) {
            List<String> whole =
                    tracking.search(search).items().stream().map(RunRecord::id).toList();
            List<String> paged = new ArrayList<>();
            Optional<Page<RunRecord>> page = Optional.of(tracking.search(search.limit(3)));
            while (page.isPresent()) {
                page.get().items().forEach(run -> paged.add(run.id()));
                try (Run run = start("later")) {
                    run.metric("auc", 9);
                }
                page = page.get()
                        .findNext()
                        .map(next -> tracking.search(search.limit(3).after(next)));
            }
            assertThat(paged.stream().filter(whole::contains)).containsExactlyElementsOf(whole);
            assertThat(paged).doesNotHaveDuplicates();
        }
        String next = tracking.search(Search.of("order by metrics.auc").limit(3))
                .findNext()
                .orElseThrow();
        Search other = Search.of("order by metrics.auc desc").after(next);
        assertThatThrownBy(() -> tracking.search(other))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("another search");
        assertThatThrownBy(() -> tracking.search(Search.everything().after("no token")))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void whatOneFieldLeavesEqualTheNextOneOrders() {
        for (int i = 0; i < 6; i++) {
            try (Run run = start("run " + i)) {
                run.metric("auc", i < 3 ? 0 : 1);
                if (i != 4) {
                    run.param("x", i % 2);
                }
            }
        }
        assertThat(found("order by metrics.auc DESC, params.x ASC, start_time DESC"))
                .containsExactly("run 5", "run 3", "run 4", "run 2", "run 0", "run 1");
        Search typed = Search.everything()
                .orderBy(
                        Field.metric("auc").descending(),
                        Field.param("x").descending(),
                        Field.attribute("start_time").ascending());
        assertThat(tracking.search(typed).items())
                .extracting(RunRecord::name)
                .containsExactly("run 3", "run 5", "run 4", "run 1", "run 0", "run 2");
        Order[] eleven =
                Collections.nCopies(11, Field.metric("auc").ascending()).toArray(Order[]::new);
        assertThatThrownBy(() -> Search.everything().orderBy(eleven)).isInstanceOf(IllegalArgumentException.class);
        String text = "order by start_time" + ", start_time".repeat(10);
        assertThatThrownBy(() -> found(text)).isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyFilterFindsWhatALookAtEachRunFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            try (Run run = start("run " + i)) {
                for (String key : List.of("a", "b")) {
                    if (random.nextInt(4) > 0) {
                        run.metric(key, VALUES[random.nextInt(VALUES.length)]);
                    }
                    if (random.nextInt(4) > 0) {
                        run.param(key, random.nextBoolean() ? (Object) random.nextInt(3) : "t" + random.nextInt(3));
                    }
                }
            }
        }
        List<RunRecord> all = tracking.runs("e").stream()
                .sorted(Comparator.comparing(RunRecord::started).reversed())
                .toList();
        for (int i = 0; i < 400; i++) {
            Filter filter = filter(random, 3);
            assertThat(tracking.search(Search.of(filter)).items())
                    .as("seed %s: %s", seed, filter)
                    .extracting(RunRecord::id)
                    .containsExactlyElementsOf(all.stream()
                            .filter(run -> passes(filter, run))
                            .map(RunRecord::id)
                            .toList());
        }
    }

    private static Filter filter(Random random, int depth) {
        String key = random.nextBoolean() ? "a" : "b";
        Field metric = Field.metric(key);
        Field param = Field.param(key);
        return switch (depth == 0 ? random.nextInt(6) : random.nextInt(9)) {
            case 0 -> metric.above(random.nextInt(3));
            case 1 -> metric.notEqualTo(random.nextInt(3));
            case 2 -> metric.isNan();
            case 3 -> param.atMost(random.nextInt(3));
            case 4 -> random.nextBoolean() ? param.like("%" + random.nextInt(3)) : metric.isMissing();
            case 5 -> param.in("1", "t2");
            case 6 -> filter(random, depth - 1).and(filter(random, depth - 1));
            case 7 -> filter(random, depth - 1).or(filter(random, depth - 1));
            default -> filter(random, depth - 1).negated();
        };
    }

    private static boolean passes(Filter filter, RunRecord run) {
        if (filter instanceof Filter.And and) {
            return and.filters().stream().allMatch(part -> passes(part, run));
        } else if (filter instanceof Filter.Or or) {
            return or.filters().stream().anyMatch(part -> passes(part, run));
        } else if (filter instanceof Filter.Not not) {
            return !passes(not.filter(), run);
        } else if (filter instanceof Filter.In in) {
            return in.values().stream().anyMatch(value -> value.text().equals(param(run, in.field())));
        } else if (filter instanceof Filter.Like like) {
            return param(run, like.field()).endsWith(like.pattern().substring(1));
        } else if (filter instanceof Filter.Missing missing) {
            return !run.metrics().containsKey(missing.field().key());
        } else if (filter instanceof Filter.IsNan isNan) {
            return run.metrics().containsKey(isNan.field().key()) && Double.isNaN(metric(run, isNan.field()));
        }
        Filter.Compared compared = (Filter.Compared) filter;
        double limit = compared.value().number();
        return switch (compared.operator()) {
            case ABOVE -> metric(run, compared.field()) > limit;
            case NOT_EQUAL -> metric(run, compared.field()) < limit || metric(run, compared.field()) > limit;
            default ->
                param(run, compared.field()).matches("[0-9]")
                        && Double.parseDouble(param(run, compared.field())) <= limit;
        };
    }

    private static double metric(RunRecord run, Field field) {
        return run.metrics().containsKey(field.key())
                ? run.metrics().get(field.key()).last()
                : Double.NaN;
    }

    private static String param(RunRecord run, Field field) {
        Document value = run.params().getOrDefault(field.key(), Document.of("missing"));
        return value instanceof Document.Text ? value.text() : Long.toString(value.whole());
    }
}
