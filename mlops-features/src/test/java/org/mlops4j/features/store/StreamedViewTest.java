// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.spi.OnlineStore.Entry;

/** States that somebody else keeps: the bits of training rows, wherever a processor stops and begins again. */
class StreamedViewTest {

    private static final StreamedView VIEW = StreamedView.of(Walkers.VIEW);
    private static final int ROWS = 1_500;

    @TempDir
    private Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void servesTheBitsOfTrainingRowsHoweverOftenEventsComeAgain(long seed) {
        Table events = Walkers.events(ROWS, seed);
        Random random = new Random(seed);
        Map<String, byte[]> states = new HashMap<>();
        int row = 0;
        while (row < ROWS) {
            int size = Math.min(ROWS - row, 1 + random.nextInt(9));
            push(states, events.slice(row, row + size), row + size);
            row += size;
            if (random.nextInt(20) == 0) {
                row = Math.max(0, row - random.nextInt(100));
            }
        }
        try (FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(Walkers.SERVICE);
            features.push("steps", events);
            assertThat(Walkers.vectors(StreamedView.reader(Walkers.SERVICE, mlops.online())))
                    .containsExactly(Walkers.expected(features));
        }
    }

    /** Positions of batches that overlap are those of their last rows, as when single events come again. */
    private void push(Map<String, byte[]> states, Table events, long last) {
        for (int i = 0; i < events.rowCount(); i++) {
            long position = last - events.rowCount() + 1 + i;
            VIEW.byEntity(events.slice(i, i + 1)).forEach((key, rows) -> {
                byte[] after = VIEW.push(states.get(key), rows, position, Times.nanos(Walkers.END));
                mlops.online().put(VIEW.name(), List.of(VIEW.entry(key, after)));
                states.put(key, after);
            });
        }
    }

    static LongStream scenarios() {
        return LongStream.range(0, 12);
    }

    /** Keys of two columns, ties, a time to live, filters, sketches and sessions, as events arrive in any order. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("scenarios")
    void servesTheBitsOfTrainingRowsWhateverTheFeatures(long seed) {
        Scenario scenario = new Scenario(seed);
        Table events = scenario.eventTable();
        for (FeatureView definition : scenario.service.views()) {
            StreamedView view = StreamedView.of(definition);
            view.byEntity(events).forEach((key, rows) -> {
                byte[] state = null;
                for (int i = 0; i < rows.size(); i++) {
                    state = view.push(state, rows.subList(i, i + 1), i + 1, Long.MAX_VALUE);
                }
                mlops.online().put(view.name(), List.of(view.entry(key, state)));
            });
        }
        VectorReader reader = StreamedView.reader(scenario.service, mlops.online());
        Table labels = scenario.labelTable();
        Table training = TrainingSet.of(scenario.service, scenario.history(), labels, "time")
                .inputs();
        double[] vector = new double[reader.names().size()];
        for (int row = 0; row < labels.rowCount(); row++) {
            reader.read(labels.row(row), labels.longs("time").get(row), vector);
            for (int f = 0; f < vector.length; f++) {
                assertThat(Double.doubleToLongBits(vector[f]))
                        .as("seed %d, %s of label %d", seed, reader.names().get(f), row)
                        .isEqualTo(Double.doubleToLongBits(
                                training.doubles(reader.names().get(f)).get(row)));
            }
        }
    }

    @Test
    void eventsThatCameBeforeChangeNoByte() {
        Table events = Walkers.events(80, 5);
        VIEW.byEntity(events).forEach((key, rows) -> {
            byte[] state = VIEW.push(null, rows, 7, Times.nanos(Walkers.END));
            assertThat(VIEW.push(state, rows, 7, Times.nanos(Walkers.END))).isSameAs(state);
            assertThat(VIEW.push(null, rows, 7, Times.nanos(Walkers.END))).isEqualTo(state);
            assertThat(VIEW.entry(key, state).order()).isEqualTo(7);
        });
    }

    @Test
    void anEventOfTheFarFutureDoesNotMoveTheStateThere() {
        Table events = Table.builder(Walkers.EVENTS)
                .add(1L, Walkers.END.plusSeconds(1_000_000), 1.0)
                .add(1L, Walkers.START, 2.0)
                .build();
        VIEW.byEntity(events).forEach((key, rows) -> {
            byte[] state = VIEW.push(null, rows, 1, Times.nanos(Walkers.START));
            mlops.online().put(VIEW.name(), List.of(VIEW.entry(key, state)));
        });
        double[] vector = new double[2];
        StreamedView.reader(Walkers.SERVICE, mlops.online())
                .read(Walkers.request(1), Times.nanos(Walkers.START) + 1, vector);
        assertThat(vector).containsExactly(2.0, 1.0);
    }

    @Test
    void eventsWithoutAColumnOrAKeyAreRefused() {
        Table incomplete = Walkers.events(2, 1).without("x");
        assertThatThrownBy(() -> VIEW.byEntity(incomplete))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'x'");
        Schema nullable = Schema.of(
                Field.nullable("who", DataType.INT64),
                Field.of("at", DataType.TIMESTAMP),
                Field.of("x", DataType.FLOAT64));
        Table without = Table.builder(nullable).add(null, Walkers.START, 1.0).build();
        assertThatThrownBy(() -> VIEW.byEntity(without)).isInstanceOf(InvalidException.class);
    }

    @Test
    void aDamagedStateIsNeverServed() {
        mlops.online().put(VIEW.name(), List.of(new Entry("1;", 1, "no state", null)));
        assertThatThrownBy(() -> StreamedView.reader(Walkers.SERVICE, mlops.online())
                        .read(Walkers.request(1), Times.nanos(Walkers.END), new double[2]))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("steps");
        assertThatThrownBy(() -> VIEW.push(
                        new byte[9], VIEW.byEntity(Walkers.events(1, 1)).get("0;"), 1, Times.nanos(Walkers.END)))
                .isInstanceOf(CorruptException.class);
    }
}
