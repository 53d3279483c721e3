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
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.compact.CompactModel;
import org.mlops4j.serving.Predictor;

/** Models as only XGBoost 3.4 writes them; {@code VersionThreeFour.java} among the resources made the files. */
class VersionThreeFourTest {

    private static final int INPUTS = 3;

    @ParameterizedTest
    @ValueSource(strings = {"quantiles", "expectiles", "dart"})
    void storedModelsPredictAsTheLibraryDid(String name) throws IOException {
        XgboostModel model = model(name);
        Predictor compact =
                CompactModel.read(CompactModel.write(model.treeModel())).predictor();
        for (double[] cells : cells(name)) {
            int groups = model.trees().groups();
            double[] margins = Arrays.copyOfRange(cells, INPUTS, INPUTS + groups);
            double[] predictions = Arrays.copyOfRange(cells, INPUTS + groups, cells.length);
            assertThat(predict(model.marginPredictor(), cells)).containsExactly(margins);
            double[] predicted = predict(model.predictor(), cells);
            for (int i = 0; i < predictions.length; i++) {
                assertThat(predicted[i]).isCloseTo(predictions[i], within((double) Math.ulp((float) predictions[i])));
            }
            assertThat(predict(compact, cells)).containsExactly(predicted);
        }
    }

    @Test
    void quantilesThatCrossAreSortedUnlessAnOlderVersionWroteTheModel() throws IOException {
        byte[] file = resource("version-3.4-quantiles.ubj");
        Predictor sorted = XgboostModel.read(file).predictor();
        Predictor older = XgboostModel.read(olderThan34(file)).predictor();
        int crossed = 0;
        for (double[] cells : cells("quantiles")) {
            double[] margins = Arrays.copyOfRange(cells, INPUTS, INPUTS + 3);
            double[] inOrder = margins.clone();
            Arrays.sort(inOrder);
            crossed += Arrays.equals(margins, inOrder) ? 0 : 1;
            assertThat(predict(sorted, cells)).containsExactly(inOrder);
            assertThat(predict(older, cells)).containsExactly(margins);
        }
        assertThat(crossed).as("rows whose quantiles cross").isPositive();
    }

    /** The version is at the end of the file: the marker of a 64-bit number, and 3, 4 and 0. */
    private static byte[] olderThan34(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int version = text.lastIndexOf("version");
        int minor = text.indexOf(4, version);
        byte[] older = file.clone();
        older[minor] = 3;
        return older;
    }

    private static XgboostModel model(String name) throws IOException {
        return XgboostModel.read(resource("version-3.4-" + name + ".ubj"));
    }

    private static double[] predict(Predictor predictor, double[] row) {
        double[] out = new double[predictor.outputs()];
        predictor.predict(row, out);
        return out;
    }

    private static List<double[]> cells(String name) throws IOException {
        List<double[]> rows = new String(resource("version-3.4-" + name + ".csv"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Float::parseFloat)
                        .toArray())
                .toList();
        assertThat(rows).hasSize(100);
        return rows;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = VersionThreeFourTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
