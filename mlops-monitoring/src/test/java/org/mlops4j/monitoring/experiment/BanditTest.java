// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.numbers.gamma.LogBeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.Routing;

class BanditTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final double[] MEANS = {0.10, 0.12, 0.20};

    @TempDir
    private Path directory;

    private static RouteRewards rewards(long[] counts, double[] totals) {
        List<RouteReward> routes = new ArrayList<>();
        String[] names = {"champion", "b", "c"};
        for (int i = 0; i < counts.length; i++) {
            routes.add(new RouteReward(names[i], counts[i], totals[i]));
        }
        return RouteRewards.of(routes);
    }

    /** P(p2 > p1) in closed form, for whole numbers (E. Miller, Formulas for Bayesian A/B testing, formula 6). */
    @ParameterizedTest
    @CsvSource({"10, 2, 12, 5", "1000, 100, 900, 120", "0, 0, 50, 3", "200000, 20000, 200000, 20300"})
    void theLikelihoodIsThatOfTheIntegral(long n1, double s1, long n2, double s2) {
        double a1 = 1 + s1;
        double b1 = 1 + n1 - s1;
        double a2 = 1 + s2;
        double b2 = 1 + n2 - s2;
        double expected = 0;
        for (int i = 0; i < a2; i++) {
            expected += Math.exp(logBeta(a1 + i, b1 + b2) - Math.log(b2 + i) - logBeta(1 + i, b2) - logBeta(a1, b1));
        }
        double[] likelihoods =
                rewards(new long[] {n1, n2}, new double[] {s1, s2}).likelihoodsOfBest();
        assertThat(likelihoods[1]).isCloseTo(expected, within(1e-3));
        assertThat(likelihoods[0] + likelihoods[1]).isCloseTo(1, within(1e-12));
    }

    /** Three routes, rewards that come a round late: the best gets most of the requests, and little is lost. */
    @ParameterizedTest
    @CsvSource({"thompson, 1", "thompson, 2", "thompson, 3", "greedy, 1", "greedy, 2"})
    void theBestRouteWins(String kind, long seed) {
        Bandit bandit = kind.equals("thompson") ? Bandit.thompson(0.01) : Bandit.epsilonGreedy(0.1);
        Random random = new Random(seed);
        long[] counts = new long[3];
        double[] totals = new double[3];
        Routing routing = Routing.to("m@a").arm("b", "m@b", 1 / 3.0).arm("c", "m@c", 1 / 3.0);
        double earned = 0;
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            double[] shares = {
                1 - routing.arms().get(0).share() - routing.arms().get(1).share(),
                routing.arms().get(0).share(),
                routing.arms().get(1).share()
            };
            routing = bandit.on(rewards(counts, totals)).apply(routing);
            for (int request = 0; request < 400; request++) {
                double u = random.nextDouble();
                int arm = u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2;
                double reward = random.nextDouble() < MEANS[arm] ? 1 : 0;
                counts[arm]++;
                totals[arm] += reward;
                earned += MEANS[arm];
            }
        }
        assertThat(routing.arms().get(1).share()).as("seed %d", seed).isGreaterThan(0.85);
        double regret = 1 - earned / (rounds * 400 * MEANS[2]);
        // Equal shares would lose 30 %.
        assertThat(regret).as("seed %d", seed).isLessThan(0.12);
    }

    @Test
    void sharesFollowTheLabelsOfADeployment() {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        try (Mlops mlops = Mlops.builder().directory(directory).clock(now::get).open()) {
            Schema inputs = Schema.of(Field.of("x", DataType.FLOAT64));
            for (int i = 0; i < 2; i++) {
                byte[] model = ("{\"intercept\": " + i + ", \"coefficients\": [0], \"link\": \"identity\"}")
                        .getBytes(StandardCharsets.UTF_8);
                mlops.registry()
                        .register(
                                "m",
                                ModelPackage.of("linear")
                                        .withFile("model", model)
                                        .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
            }
            Deployment deployment = mlops.serving()
                    .deploy(DeploymentSpec.named("offers")
                            .routing(Routing.to("m/1").arm("b", "m/2", 0.5).shadow("m/2"))
                            .logPredictions(PredictionLogging.complete()));
            VectorReader reader = VectorReader.of(inputs);
            Instant end = NOON.plusSeconds(60);
            assertThatThrownBy(() -> RouteRewards.of(mlops, "offers", reader, NOON, end))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("no prediction of deployment 'offers'");
            int[] expected = new int[2];
            boolean[] isB = new boolean[1_000];
            for (int i = 0; i < 1_000; i++) {
                isB[i] = deployment.predict("r" + i, Map.of("x", 1.0)).route().equals("b");
                expected[isB[i] ? 1 : 0]++;
            }
            now.set(NOON.plusSeconds(3_600));
            for (int i = 0; i < 1_000; i++) {
                // Version 2 is right twice as often; the first label of each is corrected.
                deployment.label("r" + i, 0);
            }
            deployment.flush();
            for (int i = 0; i < 1_000; i++) {
                deployment.label("r" + i, i % (isB[i] ? 2 : 4) == 0 ? 1 : 0);
            }
            deployment.flush();
            RouteRewards rewards = RouteRewards.of(mlops, "offers", reader, NOON, end);
            assertThat(rewards.routes()).extracting(RouteReward::route).containsExactly("b", "champion");
            assertThat(rewards.routes().get(0).count()).isEqualTo(expected[1]);
            assertThat(rewards.routes().get(1).count()).isEqualTo(expected[0]);
            assertThat(rewards.routes().get(0).mean()).isBetween(0.4, 0.6);
            assertThat(rewards.routes().get(1).mean()).isBetween(0.18, 0.32);
            assertThat(rewards.toString()).contains("b 0.").contains("best with 100.0 %");

            deployment.change(Bandit.thompson(0.02).on(rewards), "after " + rewards);
            assertThat(deployment.routing().arms().get(0).share()).isCloseTo(0.98, within(1e-6));
            now.set(NOON.plus(Duration.ofDays(2)));
            Table reference = Table.of(inputs, List.of(DoubleColumn.of(1, 1, 2)));
            try (Monitor monitor = Monitor.of(mlops, "offers", reader)
                    .route("b")
                    .reference(reference)
                    .window(Duration.ofDays(1))
                    .open()) {
                monitor.catchUp();
                assertThat(monitor.signals("volume").get(0).value()).isEqualTo(expected[1]);
            }
            deployment.label("r1", 3);
            deployment.flush();
            assertThatThrownBy(() -> RouteRewards.of(mlops, "offers", reader, NOON, end))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("'r1'");
        }
    }

    @Test
    void aRouteWithoutRewardsIsTriedAndNonsenseIsRefused() {
        Routing routing = Routing.to("m@a").arm("b", "m@b", 0.1);
        RouteRewards known = RouteRewards.of(List.of(new RouteReward("champion", 1_000, 300)));
        assertThat(Bandit.epsilonGreedy(0.1)
                        .on(known)
                        .apply(routing)
                        .arms()
                        .get(0)
                        .share())
                .isCloseTo(0.95, within(1e-12));
        assertThat(Bandit.thompson(0).on(known).apply(routing).arms().get(0).share())
                .isCloseTo(0.7, within(0.01));
        assertThatThrownBy(() -> Bandit.thompson(0.6).on(known).apply(routing)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Bandit.epsilonGreedy(-0.1)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new RouteReward("a", 2, 3)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> RouteRewards.of(List.of())).isInstanceOf(InvalidException.class);
    }

    private static double logBeta(double a, double b) {
        return LogBeta.value(a, b);
    }
}
