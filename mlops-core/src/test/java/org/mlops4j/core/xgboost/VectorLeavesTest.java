// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.serving.Explainer;

/**
 * Trees of several outputs as XGBoost writes them since 3.2; {@code VectorLeaves.java} among the resources made the
 * files. Those of XGBoost 2.1 are in {@link XgboostParityTest}.
 */
class VectorLeavesTest {

    private static final int INPUTS = 3;
    private static final int CLASSES = 3;

    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void storedModelsPredictAndExplainAsTheLibraryDid(String format) throws IOException {
        XgboostModel model = XgboostModel.read(resource("vector-leaves." + format));
        assertThat(model.trees().hasVectorLeaves()).isTrue();
        Explainer explainer = model.explainer().orElseThrow();
        double[] sums = new double[CLASSES];
        double[] probabilities = new double[CLASSES];
        double[] contributions = new double[CLASSES * (INPUTS + 1)];
        List<String> lines = new String(resource("vector-leaves.csv"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).hasSize(60);
        for (String line : lines) {
            double[] cells = Arrays.stream(line.split(","))
                    .mapToDouble(Float::parseFloat)
                    .toArray();
            model.marginPredictor().predict(cells, sums);
            model.predictor().predict(cells, probabilities);
            explainer.explain(cells, contributions);
            assertThat(sums).as(line).containsExactly(Arrays.copyOfRange(cells, 3, 6));
            assertThat(probabilities).as(line).containsExactly(Arrays.copyOfRange(cells, 6, 9), within(6e-8));
            assertThat(contributions).as(line).containsExactly(Arrays.copyOfRange(cells, 9, 21), within(1e-6));
        }
    }

    @Test
    void treesThatDoNotSayHowManyRowsCameToEachNodeAreNotExplained() throws Exception {
        byte[] before32 = TrainedModels.train(
                        Map.of("objective", "reg:squarederror", "num_target", 3, "multi_strategy", "multi_output_tree"),
                        2)
                .toByteArray("ubj");
        assertThat(XgboostModel.read(before32).explainer()).isEmpty();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = VectorLeavesTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
