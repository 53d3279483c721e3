// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.batch.BatchReport;
import org.mlops4j.features.batch.BatchScorer;
import org.mlops4j.features.batch.ScoreSink;
import org.mlops4j.features.source.Csv;
import org.mlops4j.monitoring.experiment.Bandit;
import org.mlops4j.monitoring.experiment.RouteRewards;
import org.mlops4j.registry.Composition;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Breaker;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.InputRule;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.RouteStatus;
import org.mlops4j.serving.Routing;
import org.sqlite.SQLiteDataSource;

/** What docs/guides/serving.md tells, run from its first line to its last. */
class ServingGuideTest {

    @Test
    @SuppressWarnings("UnusedVariable") // what the guide gives a name to
    void theGuideRuns() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("serving-guide");
        Mlops mlops = Mlops.open(directory.resolve("mlops"));

        byte[] model = "{\"intercept\": -4, \"coefficients\": [0.01, 0.05, 1.5], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        Signature signature = new Signature(
                Schema.of(
                        Field.of("amount", DataType.FLOAT64),
                        Field.of("hour", DataType.INT64),
                        Field.of("foreign", DataType.BOOLEAN)),
                Schema.of(Field.of("fraud", DataType.FLOAT64)));
        ModelPackage contents = ModelPackage.of("linear")
                .withFile("model", model)
                .signature(signature)
                .examples(Examples.of(new double[][] {{420, 3, 1}}, new double[][] {{0.8641}})
                        .within(1e-3));
        ModelVersion version = mlops.registry().register("fraud", contents);
        mlops.registry().alias("fraud", "champion").moveTo(version, "first model");

        Deployment fraud = mlops.serving()
                .deploy(DeploymentSpec.named("fraud")
                        .champion("fraud@champion")
                        .logPredictions(PredictionLogging.sample(1.0)));
        Prediction prediction = fraud.predict("payment-1", Map.of("amount", 420.0, "hour", 3, "foreign", true));
        assertThat(prediction.value()).isBetween(0.8, 0.9);
        assertThat(prediction.route()).isEqualTo("champion");
        assertThatThrownBy(() -> fraud.predict("payment-x", Map.of("amount", 420.0, "hours", 3)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'hour' is missing, 'foreign' is missing, 'hours' is no field");

        record Payment(double amount, int hour, boolean foreign) {}
        Prediction second = fraud.predict("payment-2", new Payment(12.5, 14, false));
        Table several = Table.of(Payment.class, List.of(new Payment(80, 9, true), new Payment(3, 23, false)));
        List<Prediction> predictions = fraud.predict(List.of("payment-3", "payment-4"), several);
        assertThat(second.value()).isLessThan(prediction.value());
        assertThat(predictions).extracting(Prediction::requestId).containsExactly("payment-3", "payment-4");

        fraud.label("payment-1", 1);
        double[] vector = {420.0, 3, 1};
        double[] out = new double[1];
        fraud.score("payment-5", vector, out);
        assertThat(out[0]).isEqualTo(prediction.value());

        byte[] trial = "{\"intercept\": -3, \"coefficients\": [0.01, 0.0, 1.5], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        ModelPackage next = ModelPackage.of("linear").withFile("model", trial).signature(signature);
        ModelVersion challenger = mlops.registry().register("fraud", next);
        mlops.registry().alias("fraud", "challenger").moveTo(challenger, "to be tried");
        fraud.change(routing -> routing.canary("fraud@challenger", 0.05), "5 % for a day");
        fraud.change(routing -> routing.canary("fraud@challenger", 0.5), "looks good");
        for (RouteStatus route : fraud.status().routes()) {
            System.out.printf(
                    "%s %s: %d answered, %d errors, p99 %s%n",
                    route.name(), route.version(), route.answered(), route.errors(), route.p99());
        }

        Routing routing = Routing.to("fraud@champion")
                .segment("abroad", "foreign", List.of("true"), "fraud@challenger")
                .arm("b", "fraud@challenger", 0.2)
                .stickyBy("hour")
                .shadow("fraud@next")
                .fallback(Fallback.constant(0.02));
        fraud.change(before -> routing, "an experiment");
        assertThat(fraud.predict("payment-6", Map.of("amount", 1.0, "hour", 3, "foreign", true))
                        .route())
                .isEqualTo("abroad");

        fraud.change(now -> now.fallback(Fallback.version("fraud@challenger")), "that version, kept loaded");
        fraud.change(now -> now.fallback(Fallback.lastGood("fraud@champion")), "whatever was champion before");

        fraud.change(
                now -> now.protection(Protection.none()
                        .input("hour", InputRule.between(0, 23).clamped())
                        .input("amount", InputRule.between(0, 50_000).whenMissing(20))
                        .unknown(Protection.Unknown.IGNORE)
                        .cache(10_000)
                        .concurrency(16)
                        .deadline(Duration.ofMillis(50))
                        .breaker(new Breaker(10, Duration.ofSeconds(10)))),
                "the model asks a service now");
        assertThatThrownBy(() -> fraud.predict("payment-7", Map.of("amount", -1.0, "hour", 3, "foreign", true)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'amount'");
        assertThat(fraud.predict("payment-8", Map.of("hour", 3, "foreign", false, "customer", "ana"))
                        .value())
                .isPositive();

        ModelPackage both = Composition.mean()
                .member(mlops.registry().resolve("fraud@champion"), 2)
                .member(mlops.registry().resolve("fraud@challenger"), 1)
                .toPackage(mlops.registry());
        ModelVersion ensemble = mlops.registry().register("fraud", both);
        assertThat(ensemble.manifest().signature()).isEqualTo(signature);

        for (int i = 0; i < 100; i++) {
            fraud.predict("offer-" + i, Map.of("amount", 1.0, "hour", i, "foreign", false));
            fraud.label("offer-" + i, i % 2);
        }
        fraud.flush();

        Instant end = mlops.clock().instant();
        Instant begin = end.minus(Duration.ofDays(7));
        RouteRewards rewards = RouteRewards.of(mlops, "fraud", VectorReader.of(signature.inputs()), begin, end);
        fraud.change(Bandit.thompson(0.05).on(rewards), "after " + rewards);
        assertThat(fraud.routing().arms().get(0).share()).isGreaterThanOrEqualTo(0.05);

        Routing last = fraud.routing();

        fraud.close();
        Deployment again = mlops.serving().deploy(DeploymentSpec.named("fraud"));
        assertThat(again.routing()).isEqualTo(last);

        Path payments = Files.writeString(directory.resolve("payments.csv"), """
                payment,amount,hour,foreign
                payment-1,420,3,true
                payment-2,,4,false
                payment-3,twelve,5,false
                """);
        Path scores = directory.resolve("scores.csv");
        BatchReport report = BatchScorer.named("fraud", mlops)
                .keep(Field.of("payment", DataType.STRING))
                .rejects(ScoreSink.csv(directory.resolve("rejects.csv")), "2026-03-01")
                .score(Csv.of(payments), ScoreSink.csv(scores));
        System.out.println(report);
        assertThat(report.rows()).isEqualTo(3);
        assertThat(Files.readAllLines(scores).get(2)).startsWith("payment-2,,input 'amount' is missing,1,");
        assertThat(Files.readAllLines(directory.resolve("rejects.csv")).get(2))
                .contains("payment-3")
                .contains("line 4, column 'amount': 'twelve' is no number");

        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + directory.resolve("scores.db"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE scores (payment TEXT, fraud REAL, error TEXT, version INTEGER, scored TEXT)");
        }
        BatchReport same = BatchScorer.named("fraud", mlops)
                .keep(Field.of("payment", DataType.STRING))
                .score(Csv.of(payments), ScoreSink.jdbc(database, "scores", "2026-03-01"));
        assertThat(same.rows()).isEqualTo(3);

        double[] probability = new double[1];
        try (LoadedModel bare = mlops.serving().load("fraud@champion", "evaluation")) {
            bare.predictor().predict(new double[] {420, 3, 1}, probability);
        }
        assertThat(probability[0]).isEqualTo(prediction.value());

        again.stop("denies everybody since noon");
        assertThatThrownBy(() -> again.predict("payment-9", Map.of("amount", 1.0, "hour", 3, "foreign", true)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("denies everybody since noon");
        again.resume("the input was wrong, not the model");

        mlops.governance().recall(version, "learned from wrong labels");
        mlops.close();
        delete(directory);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
