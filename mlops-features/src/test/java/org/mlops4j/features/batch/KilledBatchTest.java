// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.batch.RiskModel.SmallPages;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.JdbcQuery;
import org.mlops4j.features.source.Source;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.testkit.crash.ChildJvm;

/** A process that scores to every sink at once is killed again and again; {@code -Dmlops.crash.rounds} for more. */
class KilledBatchTest {

    private static final int ROUNDS = Integer.getInteger("mlops.crash.rounds", 3);
    private static final long SEED = Long.getLong("mlops.crash.seed", 20_260_301L);
    private static final int PAGE = 50;
    private static final int PAGES = 30 * ROUNDS;
    private static final int COUNT = PAGE * PAGES;
    private static final int SINKS = 4;
    private static final Schema ID = Schema.of(Field.of("id", DataType.STRING));

    @TempDir
    private Path directory;

    @Test
    void noRowIsLostOrDoubledInAnySink() throws Exception {
        try (Mlops mlops = Mlops.open(directory.resolve("mlops"));
                FeatureStore features = FeatureStore.on(mlops);
                Connection connection = JdbcScoresTest.sqlite(directory).getConnection();
                Statement statement = connection.createStatement()) {
            RiskModel.register(mlops);
            features.apply(FeatureScoresTest.SERVICE);
            statement.execute("CREATE TABLE scores (id TEXT, risk REAL, error TEXT, version INTEGER, scored TEXT)");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            liveAndDie(1 + random.nextInt(15 * SINKS), random.nextInt(5_000_000));
        }
        try (Mlops mlops = Mlops.open(directory.resolve("mlops"));
                FeatureStore features = FeatureStore.on(mlops)) {
            long resumed = 0;
            List<ScoreSink> sinks = sinks(directory, mlops, features);
            List<ScoreSink> rejects = rejects(directory, mlops);
            for (int i = 0; i < SINKS; i++) {
                ScoreSink sink = sinks.get(i);
                BatchReport report = scorer(mlops, rejects.get(i), i).score(rows(() -> {}), sink);
                assertThat(report.rows()).as("seed %s, %s", SEED, sink).isEqualTo(COUNT);
                resumed += report.resumedAfter();
            }
            assertThat(resumed).as("seed %s", SEED).isPositive().isLessThan((long) SINKS * COUNT);
            requireAllOnce("file", Csv.of(directory.resolve("scores.csv")));
            requireAllOnce("stream", Source.of(mlops.events(), "scores"));
            requireAllOnce(
                    "table", JdbcQuery.of(JdbcScoresTest.sqlite(directory), "SELECT id FROM scores ORDER BY rowid"));
            for (int i = 0; i < SINKS; i++) {
                assertThat(RiskModel.ids(rejected(i, mlops).table(ID)))
                        .as("rejects of %s, seed %s", sinks.get(i), SEED)
                        .isEqualTo(RiskModel.ids(COUNT).stream()
                                .filter(KilledBatchTest::isRejected)
                                .toList());
            }
            assertThat(RiskModel.ids(features.history("scores")))
                    .as("features, seed %s", SEED)
                    .isEqualTo(RiskModel.ids(COUNT).stream()
                            .filter(id -> !isRejected(id))
                            .toList());
        }
    }

    private Source rejected(int sink, Mlops mlops) {
        return sink % 2 == 0
                ? Csv.of(directory.resolve("rejects-" + sink + ".csv"))
                : Source.of(mlops.events(), "rejects-" + sink);
    }

    private static List<ScoreSink> rejects(Path directory, Mlops mlops) {
        return List.of(
                ScoreSink.csv(directory.resolve("rejects-0.csv")),
                ScoreSink.stream(mlops.events(), "rejects-1"),
                ScoreSink.csv(directory.resolve("rejects-2.csv")),
                ScoreSink.stream(mlops.events(), "rejects-3"));
    }

    private static BatchScorer scorer(Mlops mlops, ScoreSink rejects, int sink) {
        return RiskModel.scorer(mlops).rejects(rejects, "sink-" + sink);
    }

    private static boolean isRejected(String id) {
        return id.endsWith("9");
    }

    private static void requireAllOnce(String sink, Source scores) {
        assertThat(RiskModel.ids(scores.table(ID)))
                .as("%s, seed %s", sink, SEED)
                .isEqualTo(RiskModel.ids(COUNT));
    }

    private void liveAndDie(int pages, int nanos) throws Exception {
        try (ChildJvm child = ChildJvm.start(Scoring.class, directory.toString())) {
            for (int page = 0; page < pages; page++) {
                if (child.nextLine() == null) {
                    throw new AssertionError("the batches ended by themselves, seed " + SEED);
                }
            }
            LockSupport.parkNanos(nanos);
            child.kill();
        }
    }

    private static List<ScoreSink> sinks(Path directory, Mlops mlops, FeatureStore features) {
        return List.of(
                ScoreSink.csv(directory.resolve("scores.csv")),
                ScoreSink.stream(mlops.events(), "scores"),
                ScoreSink.jdbc(JdbcScoresTest.sqlite(directory), "scores", "day-1"),
                ScoreSink.features(mlops, features, "scores", "day-1"));
    }

    private static SmallPages rows(Runnable turn) {
        return new SmallPages(RiskModel.rows(COUNT, 10), PAGE, -1, turn);
    }

    /** The process that is killed: a thread for each sink, a line for each page. */
    static final class Scoring {

        private Scoring() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Mlops mlops = Mlops.open(directory.resolve("mlops"));
            FeatureStore features = FeatureStore.on(mlops);
            // Daemons, so that the process ends if one of the batches fails.
            ExecutorService threads = Executors.newFixedThreadPool(SINKS, work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            });
            List<Future<?>> batches = new ArrayList<>();
            List<ScoreSink> sinks = sinks(directory, mlops, features);
            List<ScoreSink> rejects = rejects(directory, mlops);
            for (int i = 0; i < SINKS; i++) {
                ScoreSink sink = sinks.get(i);
                BatchScorer scorer = scorer(mlops, rejects.get(i), i);
                batches.add(threads.submit(() -> {
                    scorer.score(rows(() -> System.out.println("page")), sink);
                }));
            }
            for (Future<?> batch : batches) {
                batch.get();
            }
            System.exit(0);
        }
    }
}
