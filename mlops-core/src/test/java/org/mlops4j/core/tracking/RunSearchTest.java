// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Search;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.Tracking;

class RunSearchTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final NamedRuns runs = new NamedRuns(store);

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

    @Test
    void theBestRunsUnderSomeConditionsAreFoundInOrder() {
        for (int depth = 2; depth <= 12; depth += 2) {
            try (Run run = runs.start("depth " + depth)) {
                run.param("depth", depth);
                run.metric("auc", 0.6 + depth * 0.02, 0);
                run.metric("auc", 0.6, 1);
                run.metric("logloss", 0.7 - depth * 0.01);
            }
        }
        assertThat(runs.found("metrics.auc.max > 0.65 and params.depth <= 8 order by metrics.logloss"))
                .containsExactly("depth 8", "depth 6", "depth 4");
        assertThat(runs.found("metrics.auc.max > 0.65 and params.depth <= 8 order by metrics.logloss limit 1"))
                .containsExactly("depth 8");
        assertThat(runs.found("metrics.auc > 0.6")).isEmpty();
        assertThat(runs.found("params.depth in ('4', '12') or params.depth = 2"))
                .containsExactly("depth 12", "depth 4", "depth 2");
        assertThat(runs.found("params.depth between 4 and 6 and not run_name like '%6'"))
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
        Run run = runs.start("live");
        run.tag("team", "ml");
        run.param("eta", 0.1);
        run.metric("auc", 0.7);
        String live = "tags.team = 'ml' and params.eta < 0.2 and metrics.auc > 0.6 and status = ";
        assertThat(runs.found(live + "'RUNNING'")).containsExactly("live");
        assertThat(runs.found("end_time is null")).containsExactly("live");
        run.close();
        assertThat(runs.found(live + "'FINISHED'")).containsExactly("live");
        assertThat(runs.found("end_time is null")).isEmpty();
        assertThat(mlops.audit().verify()).isEqualTo(2);
        assertThat(mlops.storage().verify().damage()).isEmpty();
    }

    @Test
    void nanMatchesNothingButIsNanAndIsBestInNoOrder() {
        for (double value : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1}) {
            try (Run run = runs.start("auc " + value)) {
                run.metric("auc", value);
            }
        }
        runs.start("none").close();
        assertThat(runs.found("metrics.auc >= 0")).containsExactly("auc Infinity", "auc 0.5");
        assertThat(runs.found("metrics.auc < 0")).containsExactly("auc -1.0", "auc -Infinity");
        assertThat(runs.found("metrics.auc != 0.5")).containsExactly("auc -1.0", "auc -Infinity", "auc Infinity");
        assertThat(runs.found("metrics.auc = 0")).isEmpty();
        assertThat(runs.found("metrics.auc > 0 and metrics.auc < 1")).containsExactly("auc 0.5");
        assertThat(runs.found("metrics.auc > 0 and metrics.auc != 0.5")).containsExactly("auc Infinity");
        assertThat(runs.found("metrics.auc <= 0 and metrics.auc < -1")).containsExactly("auc -Infinity");
        assertThat(runs.found("metrics.auc is nan")).containsExactly("auc NaN");
        assertThat(runs.found("metrics.auc is not nan"))
                .containsExactly("auc -1.0", "auc -Infinity", "auc Infinity", "auc 0.5");
        assertThat(runs.found("metrics.auc is null")).containsExactly("none");
        assertThat(runs.found("order by metrics.auc"))
                .startsWith("auc -1.0", "auc 0.5")
                .hasSize(6);
        assertThat(runs.found("order by metrics.auc desc"))
                .startsWith("auc 0.5", "auc -1.0")
                .hasSize(6);
    }

    @Test
    void parametersCompareAsTextWithQuotesAndAsNumbersWithout() {
        for (Object depth : new Object[] {6, "6", 6.5, "10", true, "deep"}) {
            try (Run run = runs.start(depth.getClass().getSimpleName() + " " + depth)) {
                run.param("depth", depth);
            }
        }
        assertThat(runs.found("params.depth = '6'")).containsExactly("String 6", "Integer 6");
        assertThat(runs.found("params.depth = 6")).containsExactly("String 6", "Integer 6");
        assertThat(runs.found("params.depth > 6")).containsExactly("String 10", "Double 6.5");
        assertThat(runs.found("params.depth = true")).containsExactly("Boolean true");
        assertThat(runs.found("params.depth like 'd%e%p'")).containsExactly("String deep");
        assertThat(runs.found("params.depth ilike 'DEEP'")).containsExactly("String deep");
        assertThat(runs.found("params.depth != '6'"))
                .containsExactly("String deep", "Boolean true", "String 10", "Double 6.5");
    }

    @Test
    void whatLacksATagMatchesNoComparisonButItsOpposite() {
        try (Run run = runs.start("ml")) {
            run.tag("team", "ml");
        }
        runs.start("none").close();
        assertThat(runs.found("tags.team != 'ops'")).containsExactly("ml");
        assertThat(runs.found("tags.team not in ('ops')")).containsExactly("ml");
        assertThat(runs.found("tags.team not like 'o%'")).containsExactly("ml");
        assertThat(runs.found("not tags.team = 'ml'")).containsExactly("none");
        assertThat(runs.found("tags.team is null")).containsExactly("none");
        assertThat(runs.found("tags.team is not null")).containsExactly("ml");
    }

    @Test
    void timesDatasetsAndParentsAreFound() {
        Table table = Table.of(Flight.class, List.of(new Flight(1)));
        Run parent = runs.start("parent");
        parent.dataset("train", table);
        parent.nested("child").close();
        parent.close();
        assertThat(runs.found("start_time >= '2026-03-03T12:01:00Z' and created < '2026-03-03T12:01:01Z'"))
                .containsExactlyInAnyOrder("child", "parent");
        long millis = clock.instant().toEpochMilli();
        assertThat(runs.found("start_time > " + millis)).isEmpty();
        assertThat(runs.found("start_time <= " + millis)).hasSize(2);
        assertThat(runs.found("datasets.digest = '" + table.digest().hex() + "'"))
                .containsExactly("parent");
        assertThat(runs.found("datasets.name in ('test', 'train')")).containsExactly("parent");
        assertThat(runs.found("parent = '" + parent.id() + "'")).containsExactly("child");
        assertThat(runs.found("user = 'ana' and number = 1")).containsExactly("parent");
    }

    @Test
    void ofSeveralDatasetsOneHasToMatch() {
        Table one = Table.of(Flight.class, List.of(new Flight(1)));
        Table two = Table.of(Flight.class, List.of(new Flight(2)));
        try (Run run = runs.start("both")) {
            run.dataset("train", one);
            run.dataset("test", two);
        }
        try (Run run = runs.start("one")) {
            run.dataset("train", one);
        }
        runs.start("none").close();
        assertThat(runs.found("datasets.name = 'train'")).containsExactly("one", "both");
        assertThat(runs.found("datasets.name != 'train'")).containsExactly("both");
        assertThat(runs.found("datasets.name != 'other'")).containsExactly("one", "both");
        assertThat(runs.found("not datasets.name = 'train'")).containsExactly("none");
        assertThat(runs.found("datasets.context LIKE 'te%'")).containsExactly("both");
        assertThat(runs.found("datasets.context LIKE 'TE%'")).isEmpty();
        assertThat(runs.found("datasets.name ILIKE 'T_A%'")).containsExactly("one", "both");
        assertThat(runs.found("datasets.name NOT IN ('train', 'other')")).containsExactly("both");
        assertThat(runs.found("datasets.name NOT IN ('train', 'test')")).isEmpty();
        assertThat(runs.found("datasets.digest != '" + one.digest().hex() + "'"))
                .containsExactly("both");
        assertThat(runs.found("datasets.digest LIKE '" + two.digest().hex().substring(0, 9) + "%'"))
                .containsExactly("both");
        assertThat(tracking.search(Search.of(Field.dataset("name").notIn("train")))
                        .items())
                .extracting(RunRecord::name)
                .containsExactly("both");
    }

    @Test
    void attributesHaveTheNamesThatMlflowGivesThem() {
        runs.start("a b").close();
        long millis = clock.instant().toEpochMilli();
        runs.start("c").close();
        for (String name : List.of("attributes.`Run name`", "`Run Name`", "attr.\"run name\"", "`run`.run_name")) {
            assertThat(runs.found(name + " = 'a b'")).as(name).containsExactly("a b");
        }
        assertThat(runs.found("attributes.Created > " + millis)).containsExactly("c");
        assertThat(runs.found("`attributes`.`Created` <= " + millis)).containsExactly("a b");
        assertThat(runs.found("attributes.artifact_uri LIKE '%'")).isEmpty();
        assertThat(runs.found("attributes.artifact_uri != 's3://bucket'")).isEmpty();
    }

    @Test
    void aMetricWithTheVeryKeyIsMeantBeforeTheAggregateOfAnother() {
        try (Run run = runs.start("only loss")) {
            run.metric("loss", 1, 0);
            run.metric("loss", 3, 1);
        }
        try (Run run = runs.start("both")) {
            run.metric("loss", 1, 0);
            run.metric("loss", 3, 1);
            run.metric("loss.mean", 7);
        }
        try (Run run = runs.start("not a number")) {
            run.metric("loss", 1);
            run.metric("loss.mean", Double.NaN);
        }
        try (Run run = runs.start("only loss.mean")) {
            run.metric("loss.mean", 5);
        }
        assertThat(runs.found("metrics.loss.mean = 2")).containsExactly("only loss");
        assertThat(runs.found("metrics.loss.mean > 2")).containsExactly("only loss.mean", "both");
        assertThat(runs.found("metrics.loss.mean is nan")).containsExactly("not a number");
        assertThat(runs.found("metrics.loss.mean >= 0 order by metrics.loss.mean"))
                .containsExactly("only loss", "only loss.mean", "both");
        assertThat(runs.found("metrics.`loss.mean` is not null"))
                .containsExactly("only loss.mean", "not a number", "both");
        assertThat(runs.found("metrics.loss.max = 3")).containsExactly("both", "only loss");
        assertThat(runs.found("metrics.loss.MEAN is not null")).isEmpty();
    }

    @Test
    void hostileTextsAreValuesAndNothingElse() {
        runs.start("x").close();
        assertThat(runs.found("run_name = 'x'' OR ''1''=''1'")).isEmpty();
        assertThat(runs.found("run_name = '''; DROP TABLE runs; --'")).isEmpty();
        assertThatThrownBy(() -> runs.found("run_name = 'x'; DROP TABLE runs; --"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> runs.found("tags.`a = 'x'")).isInstanceOf(InvalidException.class);
        try (Run run = runs.start("y")) {
            run.tag("a", "a".repeat(6_000));
        }
        assertThat(runs.found("tags.a like '%a%a%a%a%a%a%a%a%b'")).isEmpty();
        assertThat(runs.found("tags.a like 'aa%a'")).containsExactly("y");
    }
}
