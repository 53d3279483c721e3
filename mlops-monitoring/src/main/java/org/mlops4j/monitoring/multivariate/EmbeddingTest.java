// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.data.Column;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;

/**
 * Whether embeddings have moved: their lengths and missing share, their distribution by the maximum mean discrepancy,
 * and whether a classifier tells new ones from those of the reference. Each of the three looks at a third of the level,
 * so that all together hold it. A vector with a component that is NaN counts as missing.
 *
 * @param kernel by its effect the maximum mean discrepancy is judged
 * @param classifier by its effect the classifier is judged
 * @param policy by it the lengths and the missing share are judged
 * @param alpha the level of all together, in (0, 1)
 */
public record EmbeddingTest(KernelTest kernel, ClassifierTest classifier, DriftPolicy policy, double alpha) {

    private static final int PARTS = 3;
    private static final String VECTOR = "vector";
    private static final String LENGTH = "length";

    /** Checks that the parts are there. */
    public EmbeddingTest {
        requireNonNull(kernel, "kernel");
        requireNonNull(classifier, "classifier");
        requireNonNull(policy, "policy");
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
        }
    }

    /** {@return the defaults of all parts, at the level {@value DriftPolicy#DEFAULT_ALPHA} together} */
    public static EmbeddingTest defaults() {
        return new EmbeddingTest(
                KernelTest.maximumMeanDiscrepancy(),
                ClassifierTest.defaults(),
                DriftPolicy.defaults(),
                DriftPolicy.DEFAULT_ALPHA);
    }

    /** {@return the report on two columns; vectors of another size than the reference's count as missing} */
    public EmbeddingDrift compare(VectorColumn reference, VectorColumn current) {
        Table first = table(VECTOR, reference);
        Table second = table(VECTOR, current);
        DriftReport lengths = Drift.between(
                table(LENGTH, lengths(reference)), table(LENGTH, lengths(current)), policy.withAlpha(alpha / PARTS));
        double[] one = mean(reference);
        double[] other = mean(current);
        return new EmbeddingDrift(
                lengths,
                kernel.withAlpha(alpha / PARTS).compare(first, second),
                classifier.withAlpha(alpha / PARTS).compare(first, second),
                euclidean(one, other),
                cosine(one, other));
    }

    private static Table table(String name, Column column) {
        return Table.of(Schema.of(Field.nullable(name, column.type())), List.of(column));
    }

    private static DoubleColumn lengths(VectorColumn vectors) {
        double[] vector = new double[vectors.type().size()];
        double[] lengths = new double[vectors.size()];
        for (int row = 0; row < lengths.length; row++) {
            vectors.copyTo(row, vector);
            lengths[row] = length(vector);
        }
        return DoubleColumn.nullForNan(lengths);
    }

    /** {@return the mean of the vectors that are not missing; NaN if there are none} */
    private static double[] mean(VectorColumn vectors) {
        VectorColumn present = VectorEncoder.present(vectors);
        double[] mean = new double[vectors.type().size()];
        Arrays.setAll(
                mean,
                i -> IntStream.range(0, present.size())
                        .mapToDouble(row -> present.get(row, i) / present.size())
                        .sum());
        return present.size() == 0 ? new double[] {Double.NaN} : mean;
    }

    private static double euclidean(double[] one, double[] other) {
        if (one.length != other.length) {
            return Double.NaN;
        }
        double[] difference = new double[one.length];
        Arrays.setAll(difference, i -> one[i] - other[i]);
        return length(difference);
    }

    private static double cosine(double[] one, double[] other) {
        double product = 0;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            // Each is brought to length 1 first, so that no product overflows.
            product += one[i] / length(one) * (other[i] / length(other));
        }
        return one.length == other.length ? 1 - product : Double.NaN;
    }

    /** {@return the length of a vector, scaled so that no square overflows; NaN if a component is} */
    private static double length(double[] vector) {
        double greatest = 0;
        for (double component : vector) {
            greatest = Math.max(greatest, Math.abs(component));
        }
        if (greatest == 0 || Double.isInfinite(greatest) || Double.isNaN(greatest)) {
            return greatest;
        }
        double squares = 0;
        for (double component : vector) {
            squares += component / greatest * (component / greatest);
        }
        return greatest * Math.sqrt(squares);
    }
}
