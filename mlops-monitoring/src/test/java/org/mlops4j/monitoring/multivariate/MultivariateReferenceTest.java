// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Reference;
import org.mlops4j.monitoring.drift.Measurement;

class MultivariateReferenceTest {

    private static final Reference NUMPY = Reference.open("multivariate");
    private static final int PERMUTATIONS = 4_999;

    @ParameterizedTest
    @ValueSource(strings = {"mmd", "energy"})
    void kernelStatisticsEqualTheirDefinitions(String name) {
        KernelTest test = name.equals("mmd") ? KernelTest.maximumMeanDiscrepancy() : KernelTest.energyDistance();
        Measurement measured = test.withPermutations(PERMUTATIONS)
                .compare(mixed("reference"), mixed("current"))
                .measurement();

        assertThat(measured.test()).isEqualTo(name);
        assertThat(measured.statistic()).isCloseTo(NUMPY.number(name + ".statistic"), within(1e-12));
        assertThat(measured.effect()).isCloseTo(NUMPY.number(name + ".separation"), within(1e-12));
        double p = NUMPY.number(name + ".p");
        // Both are simulated; four standard errors of the shorter simulation.
        assertThat(measured.pValue()).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / PERMUTATIONS)));
    }

    @Test
    void reconstructionErrorsEqualNumPys() {
        ReconstructionReference reference =
                ReconstructionTest.defaults().fit(sequence(300, 1009, 389, 389 * 3, 617, 211, 211 * 5));
        ReconstructionDrift drift = reference.compare(sequence(90, 997, 389, 617, 389 * 3, 211, 211 * 5));

        double expected = NUMPY.number("pca.expected");
        double change = NUMPY.number("pca.error") - expected;
        assertThat(drift.components()).isEqualTo((int) NUMPY.number("pca.components"));
        assertThat(drift.error()).isCloseTo(NUMPY.number("pca.error"), within(1e-10));
        assertThat(drift.expected()).isCloseTo(expected, within(1e-10));
        assertThat(drift.result().measurement().statistic())
                .isCloseTo(change / (NUMPY.number("pca.chunkDeviation") * Math.sqrt(1.1)), within(1e-7));
        assertThat(drift.result().measurement().effect())
                .isCloseTo(Math.abs(change) / NUMPY.number("pca.rowDeviation"), within(1e-9));
    }

    @Test
    void logisticRegressionFindsTheMinimum() {
        double[] labels = NUMPY.numbers("logistic.labels");
        SparseRows rows = new SparseRows();
        boolean[] positive = new boolean[labels.length];
        int[] factors = {29, 47, 83};
        for (int row = 0; row < labels.length; row++) {
            for (int i = 0; i < 3; i++) {
                rows.add(i, row * factors[i] % 101 / 50.0 - 1);
            }
            rows.endRow();
            positive[row] = labels[row] == 1;
        }

        double[] expected = NUMPY.numbers("logistic.weights");
        assertThat(LogisticRegression.weights(rows, positive, 3)).containsExactly(expected, within(1e-4));
    }

    private static Table mixed(String name) {
        double[] x = NUMPY.numbers(name + ".x");
        double[] y = NUMPY.numbers(name + ".y");
        String[] c = Arrays.stream(NUMPY.counts(name + ".c"))
                .mapToObj(word -> word == 1 ? "red" : word == 2 ? "green" : "blue")
                .toArray(String[]::new);
        return Table.of(
                Schema.of(
                        Field.of("x", DataType.FLOAT64),
                        Field.nullable("y", DataType.FLOAT64),
                        Field.of("c", DataType.STRING)),
                List.of(DoubleColumn.of(x), DoubleColumn.nullForNan(y), StringColumn.of(c)));
    }

    private static Table sequence(int rows, int modulus, int... factors) {
        List<Field> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int factor : factors) {
            double[] values = new double[rows];
            Arrays.setAll(values, row -> row * factor % modulus);
            fields.add(Field.of("f" + fields.size(), DataType.FLOAT64));
            columns.add(DoubleColumn.of(values));
        }
        return Table.of(Schema.of(fields), columns);
    }
}
