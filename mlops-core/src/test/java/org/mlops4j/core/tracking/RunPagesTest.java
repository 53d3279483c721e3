// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Order;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.Tracking;

class RunPagesTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final NamedRuns runs = new NamedRuns(store);

    private SettableClock clock;
    private Tracking tracking;

    @BeforeEach
    void open() {
        clock = store.clock();
        tracking = store.mlops().tracking();
    }

    /** A row of a table. */
    record Flight(double delay) {}

    @Test
    void aRowHasTheFieldsAskedForAsTheSearchSeesThem() {
        Table table = Table.of(Flight.class, List.of(new Flight(1)));
        try (Run run = runs.start("first")) {
            run.params(Map.of("depth", 6, "eta", 1.0, "deep", true, "digits", "07", "words", "six"));
            run.metric("auc", 0.5, 3);
            run.metric("auc", 2, 4);
            run.metric("loss", Double.NaN);
            run.metric("auc.max", 7);
            run.tag("text", "a".repeat(600));
            run.dataset("train", table);
            run.dataset("test", table);
        }
        runs.start("second");
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
            try (Run run = runs.start("run " + i)) {
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
                Page<RunRecord> records = tracking.search(next);
                assertThat(rows.next()).isEqualTo(records.next());
                assertThat(rows.items())
                        .extracting(SearchRow::id)
                        .isEqualTo(records.items().stream().map(RunRecord::id).toList());
                assertThat(rows.items())
                        .extracting(row -> row.number(auc.text()).orElseThrow())
                        .isEqualTo(records.items().stream()
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
    void pagesHoldWhateverComesInBetween() {
        for (int i = 0; i < 10; i++) {
            try (Run run = runs.start("run " + i)) {
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
                try (Run run = runs.start("later")) {
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
            try (Run run = runs.start("run " + i)) {
                run.metric("auc", i < 3 ? 0 : 1);
                if (i != 4) {
                    run.param("x", i % 2);
                }
            }
        }
        assertThat(runs.found("order by metrics.auc DESC, params.x ASC, start_time DESC"))
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
        assertThatThrownBy(() -> runs.found(text)).isInstanceOf(InvalidException.class);
    }
}
