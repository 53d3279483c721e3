// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.store.Departures.DEPARTURES;
import static org.mlops4j.features.store.Departures.FLIGHTS;
import static org.mlops4j.features.store.Departures.SERVICE;
import static org.mlops4j.features.store.Departures.START;

import java.nio.file.Path;
import java.time.Instant;
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
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/** Features between a registered model and its deployment. */
class ServedFeaturesTest {

    private static final FeatureService OTHER = FeatureService.of(SERVICE.name(), DEPARTURES, request("distance"));

    @TempDir
    private Path directory;

    private Instant now = START;
    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .clock(() -> now)
                .format(new CountFormat())
                .open();
        features = FeatureStore.on(mlops);
        features.apply(SERVICE);
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void aDeploymentServesWithoutSkewUntilAnEventComesLate() {
        mlops.registry().alias("late-flights", "champion").moveTo(register(), "first");
        VectorReader reader = features.reader(SERVICE);
        Table flights = Departures.flights(600, 21);
        try (Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("late-flights")
                        .champion("late-flights@champion")
                        .features(reader)
                        .logPredictions(PredictionLogging.complete()))) {
            for (int i = 0; i < flights.rowCount(); i++) {
                // A flight is pushed before it departs, long before it counts.
                now = START.plusSeconds(i * 20L);
                features.push("departures", flights.row(i));
                String origin = i % 7 == 0 ? "XXX" : i % 2 == 0 ? "ORD" : "ATL";
                deployment.predict("r" + i, Row.of(reader.request(), origin, now));
            }
            deployment.flush();
        }
        Table served = mlops.events().read(PredictionStreams.predictions("late-flights", reader), 0, 1_000);
        assertThat(served.rowCount()).isEqualTo(600);
        assertThat(served.doubles("output.0").toArray())
                .isEqualTo(served.doubles("feature.flights").toArray());
        assertThat(served.doubles("output.0").get(598)).isGreaterThan(50);
        SkewReport report = features.skew(SERVICE, served);
        assertThat(report.compared()).isEqualTo(600L * SERVICE.featureNames().size());
        assertThat(report.different()).isZero();

        features.push("departures", Row.of(FLIGHTS, "ORD", START, START.plusSeconds(1), 99.0));
        SkewReport late = features.skew(SERVICE, served);
        assertThat(late.features())
                .filteredOn(skew -> skew.different() > 0)
                .extracting(SkewReport.FeatureSkew::feature)
                .contains("flights")
                .doesNotContain("hour");
    }

    @Test
    void aDefinitionThatAModelInUseWasTrainedOnIsNotReplaced() {
        Alias champion = mlops.registry().alias("late-flights", "champion");
        champion.moveTo(register(), "first");

        assertThatThrownBy(() -> features.apply(OTHER))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("late-flights/1")
                .hasMessageContaining("champion");
        assertThat(features.service(SERVICE.name())).isEqualTo(SERVICE);
        assertThatCode(() -> features.apply(SERVICE)).doesNotThrowAnyException();
        assertThatCode(() -> features.apply(FeatureService.of("another-name", DEPARTURES)))
                .doesNotThrowAnyException();

        champion.moveTo(
                mlops.registry().register("late-flights", CountFormat.PACKAGE.features(OTHER.digest())), "second");
        features.apply(OTHER);
        assertThat(features.service(SERVICE.name())).isEqualTo(OTHER);
    }

    @Test
    void aDefinitionThatOnlyModelsOutOfUseWereTrainedOnIsReplaced() {
        register();
        features.apply(OTHER);
        assertThat(features.service(SERVICE.name())).isEqualTo(OTHER);
    }

    private ModelVersion register() {
        return mlops.registry().register("late-flights", CountFormat.PACKAGE.features(SERVICE.digest()));
    }

    /** A model whose file names the input that it predicts. */
    private static final class CountFormat implements ModelFormat {

        static final ModelPackage PACKAGE = ModelPackage.of("one-input")
                .withFile("input", "flights".getBytes(UTF_8))
                .signature(new Signature(
                        Schema.of(SERVICE.featureNames().stream()
                                .map(name -> Field.nullable(name, DataType.FLOAT64))
                                .toList()),
                        Schema.of(Field.of("prediction", DataType.FLOAT64))));

        @Override
        public String name() {
            return "one-input";
        }

        @Override
        public Predictor load(ModelManifest manifest, Files files) {
            Schema inputs = manifest.findSignature().orElseThrow().inputs();
            int input = inputs.index(new String(files.read("input"), UTF_8));
            return new Predictor() {
                @Override
                public int inputs() {
                    return inputs.size();
                }

                @Override
                public int outputs() {
                    return 1;
                }

                @Override
                public void predict(double[] row, double[] out) {
                    out[0] = row[input];
                }

                @Override
                public void close() {}
            };
        }
    }
}
