// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.store.Departures.FLIGHTS;
import static org.mlops4j.features.store.Departures.SERVICE;
import static org.mlops4j.features.store.Departures.START;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;

/** Events and requests that do not fit: the message names the field, and nothing is taken. */
class FeatureStoreInputTest {

    /** The columns of a flight, all nullable. */
    private static final Schema LOOSE = loose(FLIGHTS);

    @TempDir
    private Path directory;

    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
        features.apply(SERVICE);
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void anEventWithoutAKeyOrATimeIsRefused() {
        requireRefused("origin", Row.of(LOOSE, null, START, START, 1.0));
        requireRefused("departed", Row.of(LOOSE, "ORD", null, START, 1.0));
        requireRefused("landed", Row.of(LOOSE, "ORD", START, null, 1.0));
    }

    @Test
    void anEventThatCouldNeverBeSeenIsRefused() {
        requireRefused("departed", Row.of(FLIGHTS, "ORD", Long.MAX_VALUE, START, 1.0));
    }

    /** A source may allow nulls everywhere; a view of it still needs to know whom an event is about, and when. */
    @Test
    void aKeyIsNeverNullWhateverTheSourceAllows() {
        features.apply(FeatureService.of(
                "loose",
                FeatureView.named("loose")
                        .entity("origin", DataType.STRING)
                        .from(FLIGHTS.without("origin").with(Field.nullable("origin", DataType.STRING)))
                        .eventTime("departed")
                        .feature("all", count())
                        .build()));
        assertThatThrownBy(() -> features.push("loose", Row.of(LOOSE, null, START, START, 1.0)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'origin'");
    }

    @Test
    void anEventWithoutAColumnIsRefused() {
        requireRefused("delay", Row.of(LOOSE.without("delay"), "ORD", START, START));
        requireRefused("origin", Row.of(LOOSE.without("origin"), START, START, 1.0));
    }

    @Test
    void anEventWithAColumnOfAnotherTypeIsRefused() {
        Schema text = LOOSE.without("delay").with(Field.of("delay", DataType.STRING));
        requireRefused("delay", Row.of(text, "ORD", START, START, "late"));
        Schema number = LOOSE.without("origin").with(Field.of("origin", DataType.INT64));
        requireRefused("origin", Row.of(number, START, START, 1.0, 7L));
        Schema whole = LOOSE.without("landed").with(Field.of("landed", DataType.INT64));
        requireRefused("landed", Row.of(whole, "ORD", START, 1.0, 7L));
    }

    @Test
    void oneBadRowRefusesItsWholeTable() {
        Table rows = Table.builder(LOOSE)
                .add("ORD", START, START, 1.0)
                .add("ORD", START, null, 1.0)
                .build();
        assertThatThrownBy(() -> features.push("departures", rows))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("landed");
        assertThat(features.history("departures").rowCount()).isZero();
    }

    @Test
    void aRequestWithoutItsKeyIsRefused() {
        VectorReader reader = features.reader(SERVICE);
        requireRefused(reader, "origin", Row.of(loose(reader.request()), null, START));
        requireRefused(reader, "origin", Row.of(reader.request().without("origin"), START));
    }

    @Test
    void aRequestWithAFieldOfAnotherTypeIsRefused() {
        VectorReader reader = features.reader(SERVICE);
        Schema number = reader.request().without("origin").with(Field.of("origin", DataType.INT64));
        requireRefused(reader, "origin", Row.of(number, START, 7L));
        Schema text = reader.request().without("scheduled").with(Field.of("scheduled", DataType.STRING));
        requireRefused(reader, "scheduled", Row.of(text, "ORD", "noon"));
    }

    @Test
    void aViewThatWasNotAppliedIsNotFound() {
        assertThatThrownBy(() -> features.push("arrivals", Departures.flights(1, 1)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("arrivals");
        assertThatThrownBy(
                        () -> features.push("arrivals", Departures.flights(1, 1).row(0)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("arrivals");
        assertThatThrownBy(() -> features.view("arrivals")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> features.service("early-flights"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("early-flights");
    }

    private void requireRefused(String field, Row event) {
        // With a reader and without: the events in memory are checked as those on their way to the log.
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> features.push("departures", event))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("'" + field + "'");
            Table one = Table.builder(event.schema()).add(values(event)).build();
            assertThatThrownBy(() -> features.push("departures", one))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("'" + field + "'");
            assertThat(features.history("departures").rowCount()).isZero();
            features.reader(SERVICE);
        }
    }

    private static void requireRefused(VectorReader reader, String field, Row request) {
        double[] vector = new double[reader.names().size()];
        assertThatThrownBy(() -> reader.read(request, 0, vector))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'" + field + "'");
    }

    private static Object[] values(Row row) {
        Object[] values = new Object[row.schema().size()];
        for (int i = 0; i < values.length; i++) {
            DataType type = row.schema().field(i).type();
            if (!row.isNull(i)) {
                values[i] = type == DataType.STRING
                        ? row.text(i)
                        : type == DataType.FLOAT64 ? (Object) row.number(i) : (Object) row.whole(i);
            }
        }
        return values;
    }

    private static Schema loose(Schema schema) {
        return Schema.of(schema.fields().stream()
                .map(f -> Field.nullable(f.name(), f.type()))
                .toList());
    }
}
