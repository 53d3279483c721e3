// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;

/** A process that serves the deployment {@code orders} of model {@code m}, with requests and labels. */
final class Service implements AutoCloseable {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> now;
    private final Mlops mlops;
    private final Deployment deployment;
    private final Random random = new Random(1);
    private double shift;
    private long requests;

    private Service(AtomicReference<Instant> now, Mlops mlops, Deployment deployment) {
        this.now = now;
        this.mlops = mlops;
        this.deployment = deployment;
    }

    /** A new store with a champion. */
    static Service open(Path directory) {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        Mlops mlops = Mlops.builder().directory(directory).clock(now::get).open();
        mlops.registry().alias("m", "champion").moveTo(register(mlops, 1, 0), "first model");
        DeploymentSpec spec =
                DeploymentSpec.named("orders").champion("m@champion").logPredictions(PredictionLogging.complete());
        return new Service(now, mlops, mlops.serving().deploy(spec));
    }

    /** Another process on the store, some time after the first one began. */
    static Service reopen(Path directory, Duration later) {
        return reopen(directory, later, builder -> builder);
    }

    /** Another process on the store, which opens it in some way. */
    static Service reopen(Path directory, Duration later, UnaryOperator<Mlops.Builder> with) {
        AtomicReference<Instant> now = new AtomicReference<>(NOON.plus(later));
        Mlops mlops =
                with.apply(Mlops.builder().directory(directory).clock(now::get)).open();
        DeploymentSpec spec = DeploymentSpec.named("orders").logPredictions(PredictionLogging.complete());
        Service service = new Service(now, mlops, mlops.serving().deploy(spec));
        service.requests = 1_000_000;
        return service;
    }

    private static ModelVersion register(Mlops mlops, double slope, double intercept) {
        String model = "{\"intercept\": " + intercept + ", \"coefficients\": [" + slope + "], \"link\": \"logit\"}";
        Schema inputs = Schema.of(Field.of("x", DataType.FLOAT64));
        return mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("linear")
                                .withFile("model", model.getBytes(StandardCharsets.UTF_8))
                                .signature(new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)))));
    }

    ModelVersion register(double slope, double intercept) {
        return register(mlops, slope, intercept);
    }

    Rollout rollout() {
        return Rollout.of(mlops, deployment);
    }

    Mlops mlops() {
        return mlops;
    }

    Deployment deployment() {
        return deployment;
    }

    Instant now() {
        return now.get();
    }

    int champion() {
        return mlops.registry().alias("m", "champion").current().number();
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** From now on labels are positive from another point on. */
    void world(double other) {
        shift = other;
    }

    /** {@return how many of so many labelled requests the second version answered} */
    long requests(int count) {
        long second = 0;
        for (int i = 0; i < count; i++) {
            String id = "order-" + requests++;
            double x = 2 * random.nextGaussian();
            Prediction prediction = deployment.predict(id, Map.of("x", x));
            second += prediction.version().number() == 2 ? 1 : 0;
            boolean flipped = random.nextInt(20) == 0;
            deployment.label(id, (x > shift) != flipped ? 1 : 0);
        }
        return second;
    }

    @Override
    public void close() {
        mlops.close();
    }
}
