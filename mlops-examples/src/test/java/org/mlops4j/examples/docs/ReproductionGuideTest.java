// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.reproduction.FixedOrder;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.tracking.Environment;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunSpec;

/** What docs/guides/reproduction.md tells, run. */
class ReproductionGuideTest {

    @TempDir
    private Path directory;

    private final AtomicInteger messages = new AtomicInteger();

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void environmentsAreCompared() {
        Run run = mlops.tracking().start(RunSpec.of("late-flights").sourceChanges());
        run.close();
        mlops.tracking().start("late-flights").close();

        Environment before =
                new Environment(mlops.tracking().load("late-flights-1").environment());
        Environment after =
                new Environment(mlops.tracking().load("late-flights-2").environment());
        before.difference(after).changed();

        assertThat(before.difference(after).isEmpty()).isTrue();
    }

    /** Something that is another each time. */
    private static final class Watch {

        private long seconds;

        long seconds() {
            return seconds++;
        }
    }

    @Test
    void aRunIsDoneAgain() {
        Table flights = Table.builder(Schema.of(Field.of("delay", DataType.FLOAT64)))
                .add(12.5)
                .add(-3.0)
                .build();
        Watch watch = new Watch();

        Pipeline retrain = Pipeline.named("retrain-late-flights")
                .step("data", step -> {
                    step.data("flights", flights);
                    return Document.object().with("rows", flights.rowCount());
                })
                .step("train", StepOptions.defaults().varying("seconds"), step -> {
                    ModelVersion version = train(flights, step.seed("trees"));
                    step.made(version);
                    return Document.object().with("version", version.id()).with("seconds", watch.seconds());
                })
                .step("message", StepOptions.defaults().once(), step -> send(step.output("train")))
                .build();
        mlops.pipelines().start(retrain, Document.object().with("seed", 42));

        Reproduction again = mlops.reproductions().rerun(retrain, "retrain-late-flights-1");
        Reproduction sameAgain =
                mlops.reproductions().rerun(retrain, mlops.registry().load("late-flights", 1));

        assertThat(again.outcome()).isEqualTo(Outcome.IDENTICAL);
        assertThat(sameAgain.outcome()).isEqualTo(Outcome.IDENTICAL);
        assertThat(mlops.reproductions().of("retrain-late-flights-1")).containsExactly(sameAgain, again);
        assertThat(messages).hasValue(1);
    }

    private ModelVersion train(Table flights, long seed) {
        double coefficient = new SplittableRandom(seed).nextDouble() * flights.rowCount();
        String model = "{\"intercept\": 0, \"coefficients\": [" + coefficient + "], \"link\": \"identity\"}";
        return mlops.registry()
                .register(
                        "late-flights",
                        ModelPackage.of("linear")
                                .withFile("model", model.getBytes(UTF_8))
                                .examples(Examples.of(new double[][] {{1}}, new double[][] {{coefficient}})));
    }

    private Document send(Document trained) {
        messages.incrementAndGet();
        return trained.get("version");
    }

    @Test
    void sumsAreInAFixedOrder() {
        double[] delays = new SplittableRandom(1).doubles(10_000).toArray();

        double mean = FixedOrder.sum(delays.length, row -> delays[row]) / delays.length;
        double[] moments = FixedOrder.reduce(
                delays.length, 4_096, (first, end) -> moments(delays, first, end), ReproductionGuideTest::plus);

        assertThat(moments[0]).isCloseTo(mean * delays.length, within(1e-9));
    }

    @Test
    void aLossIsTheSameToTheLastBitOnEveryMachine() {
        SplittableRandom random = new SplittableRandom(2);
        double[] scores = random.doubles(10_000, 0.01, 0.99).toArray();
        boolean[] late = new boolean[scores.length];
        for (int row = 0; row < late.length; row++) {
            late[row] = random.nextDouble() < scores[row];
        }

        double logLoss =
                FixedOrder.sum(scores.length, row -> -StrictMath.log(late[row] ? scores[row] : 1 - scores[row]))
                        / scores.length;

        assertThat(logLoss).isEqualTo(0x1.04571be04792bp-1);
    }

    private static double[] moments(double[] values, int first, int end) {
        double[] moments = new double[2];
        for (int place = first; place < end; place++) {
            moments[0] += values[place];
            moments[1] += values[place] * values[place];
        }
        return moments;
    }

    private static double[] plus(double[] one, double[] other) {
        return new double[] {one[0] + other[0], one[1] + other[1]};
    }
}
