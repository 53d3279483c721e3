// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.store.Walkers.EVENTS;
import static org.mlops4j.features.store.Walkers.SERVICE;
import static org.mlops4j.features.store.Walkers.START;
import static org.mlops4j.features.store.Walkers.VIEW;
import static org.mlops4j.features.store.Walkers.expected;
import static org.mlops4j.features.store.Walkers.vectors;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;

/** A process that dies in a push, and another one that pushes all again because it cannot know what came through. */
class KilledPushTest {

    private static final int ROWS = 200;
    private static final int BATCH = 40;
    private static final int DEAD = 137;

    @TempDir
    private Path directory;

    /** The events are in the log, their identities or the states of their entities are not all in the on-line store. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"appendAfter, 1", "appendAfter, 4", "put, 2", "put, 5", "put, 11"})
    void whatIsPushedAgainAfterADeathBetweenLogAndStateCountsOnce(String deadly, int call) throws Exception {
        assertThat(die(deadly, call)).isEqualTo(DEAD);
        Table events = events();
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops)) {
            int survived = features.history("steps").rowCount();
            assertThat(survived).isGreaterThan(0);
            assertThat(features.push("steps", events).repeated()).isEqualTo(survived);
            assertThat(features.history("steps").digest()).isEqualTo(events.digest());
            assertThat(vectors(features)).containsExactly(expected(features));
        }
    }

    private int die(String deadly, int call) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PushAndDie.class.getName(),
                        directory.toString(),
                        deadly,
                        String.valueOf(call))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), UTF_8);
        int code = child.waitFor();
        assertThat(output).isEmpty();
        return code;
    }

    private static Table events() {
        Random random = new Random(29);
        Table.Builder events = Table.builder(EVENTS);
        for (int row = 0; row < ROWS; row++) {
            events.add((long) row % Walkers.ENTITIES, START.plusSeconds(row), random.nextGaussian());
        }
        return events.build();
    }

    /** The process that dies. */
    static final class PushAndDie {

        private PushAndDie() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            Mlops stores = Mlops.open(directory);
            Deadly deadly = new Deadly(arguments[1], new AtomicInteger(Integer.parseInt(arguments[2])));
            Mlops mlops = Mlops.builder()
                    .directory(directory)
                    .events(deadly.of(EventLog.class, stores.events()))
                    .online(deadly.of(OnlineStore.class, stores.online()))
                    .open();
            FeatureStore features = FeatureStore.on(mlops);
            features.apply(FeatureService.of(SERVICE.name(), identified()));
            features.reader(SERVICE);
            Table events = events();
            for (int from = 0; from < ROWS; from += BATCH) {
                features.push("steps", events.slice(from, from + BATCH));
                features.materialize(SERVICE);
            }
        }

        private static FeatureView identified() {
            return new FeatureView(
                    VIEW.name(),
                    VIEW.entity(),
                    VIEW.source(),
                    VIEW.eventTime(),
                    VIEW.availability(),
                    VIEW.ttl(),
                    VIEW.includesNow(),
                    VIEW.features(),
                    List.of("who", "at"),
                    VIEW.expectations(),
                    VIEW.about());
        }
    }

    /** Stores that end the process after so many calls of a method have done what they do. */
    private record Deadly(String method, AtomicInteger left) {

        <T> T of(Class<T> type, T store) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                        try {
                            Object result = called.invoke(store, arguments);
                            if (called.getName().equals(method) && left.decrementAndGet() == 0) {
                                Runtime.getRuntime().halt(DEAD);
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
