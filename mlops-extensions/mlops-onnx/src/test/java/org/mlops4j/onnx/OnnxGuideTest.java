// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Prediction;

/** The code of the page about ONNX. */
class OnnxGuideTest {

    @TempDir
    private Path directory;

    @Test
    void fromAFileToPredictions() throws Exception {
        Path file = Files.write(directory.resolve("late.onnx"), RecordedModel.file("pipeline"));
        double[][] rows = Arrays.copyOf(RecordedModel.rows("pipeline"), 10);
        double[][] predictions = Arrays.stream(RecordedModel.predictions("pipeline"))
                .limit(10)
                .map(all -> new double[] {all[1], all[2]})
                .toArray(double[][]::new);
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            Signature signature = new Signature(
                    Schema.of(
                            Field.of("carrier", DataType.INT64),
                            Field.of("day", DataType.INT64),
                            Field.of("distance", DataType.FLOAT64),
                            Field.of("wind", DataType.FLOAT64)),
                    Schema.of(Field.of("on_time", DataType.FLOAT64), Field.of("late", DataType.FLOAT64)));
            ModelPackage model = OnnxModel.of(file)
                    .categories("carrier", List.of("AA", "DL", "UA", "WN"))
                    .outputs("probabilities")
                    .toPackage()
                    .signature(signature)
                    .examples(Examples.of(rows, predictions));
            ModelVersion version = mlops.registry().register("late", model);
            mlops.registry().alias("late", "champion").moveTo(version, "first model");
            Deployment late =
                    mlops.serving().deploy(DeploymentSpec.named("late").champion("late@champion"));
            Prediction prediction =
                    late.predict("flight-1", Map.of("carrier", 2, "day", 5, "distance", 740.0, "wind", 3.5));
            assertThat(prediction.values()).hasSize(2);
            assertThat(prediction.values().get(0) + prediction.values().get(1)).isCloseTo(1, within(1e-6));

            try (LoadedModel bare = mlops.serving().load("late@champion", "evaluation")) {
                assertThat(bare.predictor().outputs()).isEqualTo(2);
            }
        }
    }

    @Test
    void filesOfThoseWhoAreTrustedNeedNoTry() throws Exception {
        try (Mlops mlops = Mlops.builder()
                .directory(directory.resolve("store"))
                .format(OnnxFormat.trusting())
                .open()) {
            mlops.registry()
                    .register("m", OnnxModel.of(RecordedModel.file("network")).toPackage());
            try (LoadedModel model = mlops.serving().load("m/1", "evaluation")) {
                assertThat(model.predictor().inputs()).isEqualTo(4);
            }
        }
    }
}
