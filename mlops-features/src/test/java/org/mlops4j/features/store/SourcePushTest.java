// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Features.count;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;

/** Sources that are pushed page by page. */
class SourcePushTest {

    private static final Instant NOON = Instant.parse("2001-01-01T12:00:00Z");
    private static final Schema FLIGHTS = Schema.of(
            Field.nullable("origin", DataType.STRING),
            Field.nullable("departed", DataType.TIMESTAMP),
            Field.nullable("delay", DataType.FLOAT64));

    @TempDir
    private Path directory;

    private final List<Long> shown = new ArrayList<>();
    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory.resolve("mlops"))
                .clock(() -> NOON)
                .progress((what, total) -> new Shown())
                .open();
        features = FeatureStore.on(mlops);
        features.apply(FeatureService.of(
                "delays",
                FeatureView.named("departures")
                        .entity("origin", DataType.STRING)
                        .from(FLIGHTS)
                        .eventTime("departed")
                        .feature("flights", count())
                        .expect(notNull("origin").orQuarantine(), between("delay", -60, 600))
                        .build()));
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void aFileIsTakenAsItsViewExpects() throws IOException {
        Path file = Files.writeString(directory.resolve("flights.csv"), """
                delay,departed,origin
                1,2001-01-01T06:00:00Z,ORD
                2,2001-01-01T07:00:00Z,
                """);
        ExpectationReport report = features.push("departures", Csv.of(file));
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.taken()).isEqualTo(1);
        assertThat(features.quarantine("departures").doubles("delay").get(0)).isEqualTo(2);
        Source history = Source.of(mlops.events(), "features.departures");
        assertThat(history.table(FLIGHTS.select(List.of("delay"))).rowCount()).isEqualTo(1);
    }

    @Test
    void pagesAreJudgedOneByOneAndReportedAsOne() {
        ExpectationReport report =
                features.push("departures", new Paged(rows("ORD", null), rows((String) null), rows("ATL")));
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.quarantined()).isEqualTo(2);
        assertThat(report.outcomes().get(0).firstRows()).containsExactly(1L, 2L);
        assertThat(shown).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whatFailsInTheMiddleSaysWhereToGoOn() {
        Paged broken = new Paged(rows("ORD", "ORD"), late(), rows("ATL"));
        assertThatThrownBy(() -> features.push("departures", broken))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("its first 2 rows are done with, push what is after(2): ")
                .hasMessageContaining("1 row fails: 2");
        assertThat(features.history("departures").rowCount()).isEqualTo(2);
        assertThat(features.push("departures", broken.after(3)).taken()).isEqualTo(1);
        assertThatThrownBy(() -> features.push("departures", new Paged(late())))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("before any row was taken");
    }

    @Test
    void aSourceThatFailsKeepsItsKindOfFailureAndIsClosed() {
        Paged failing = new Paged(rows("ORD"), null);
        assertThatThrownBy(() -> features.push("departures", failing))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("after(1)")
                .hasMessageContaining("the line is dead");
        assertThat(failing.open).isZero();
        Csv none = Csv.of(directory.resolve("none.csv"));
        assertThatThrownBy(() -> features.push("departures", none)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> features.push("arrivals", failing)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anEmptySourceIsAnEmptyBatch() {
        assertThat(features.push("departures", new Paged()).rows()).isZero();
        assertThat(features.push("departures", Source.of(rows())).rows()).isZero();
    }

    private static Table rows(String... origins) {
        Table.Builder rows = Table.builder(FLIGHTS);
        for (String origin : origins) {
            rows.add(origin, NOON, 1.0);
        }
        return rows.build();
    }

    private static Table late() {
        return Table.builder(FLIGHTS).add("ORD", NOON, 601.0).build();
    }

    /** Remembers how far the work was. */
    private final class Shown implements Progress.Work {
        @Override
        public void at(long done) {
            shown.add(done);
        }

        @Override
        public void close() {
            // What was shown is kept.
        }
    }

    /** Gives these pages; fails in place of one that is null. */
    private static final class Paged implements Source {

        private final Table[] pages;
        private int open;

        Paged(Table... pages) {
            this.pages = pages;
        }

        @Override
        public Pages open(Schema columns) {
            open++;
            Iterator<Table> rest = Arrays.asList(pages).iterator();
            return new Pages() {
                @Override
                public Table next() {
                    Table page = rest.hasNext() ? rest.next() : rows();
                    if (page == null) {
                        throw new StorageException("the line is dead");
                    }
                    return page;
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }
}
