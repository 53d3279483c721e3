// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Expression;
import org.mlops4j.features.aggregate.ExactSum;
import org.mlops4j.features.transform.PrincipalComponents;

/** Finds the directions of the greatest variance: the eigenvectors of the covariance. */
final class ComponentsFit {

    private ComponentsFit() {}

    static void fit(PrincipalComponents transform, Steps steps) {
        List<double[]> columns = complete(transform, steps);
        double[] means = columns.stream()
                .mapToDouble(column -> sum(column, null) / column.length)
                .toArray();
        for (int i = 0; i < means.length; i++) {
            double[] column = columns.get(i);
            double mean = means[i];
            Arrays.setAll(column, row -> column[row] - mean);
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance(columns, transform, steps));
        List<Integer> order = IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -eigen.value(i)))
                .toList();
        Expression centred = centred(transform.inputs(), means);
        for (int k = 0; k < transform.components(); k++) {
            steps.result(k, centred.then("dot", vector(directed(eigen.vector(order.get(k))))));
        }
    }

    private static List<double[]> complete(PrincipalComponents transform, Steps steps) {
        List<double[]> all = transform.inputs().stream()
                .map(input -> Numbers.all(steps, input))
                .toList();
        int[] kept = IntStream.range(0, steps.rows().rowCount())
                .filter(row -> all.stream().noneMatch(column -> Double.isNaN(column[row])))
                .toArray();
        if (kept.length < 2) {
            throw steps.refused(
                    transform.inputs().get(0), "two rows that hold all inputs are needed, there are " + kept.length);
        }
        List<double[]> columns = new ArrayList<>();
        for (double[] column : all) {
            columns.add(Arrays.stream(kept).mapToDouble(row -> column[row]).toArray());
        }
        return columns;
    }

    private static double[][] covariance(List<double[]> centred, PrincipalComponents transform, Steps steps) {
        int size = centred.size();
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double value = sum(centred.get(i), centred.get(j)) / (centred.get(i).length - 1);
                if (!Double.isFinite(value)) {
                    throw steps.refused(
                            transform.inputs().get(i), "its covariance exceeds the range of doubles; scale it before");
                }
                covariance[i][j] = value;
                covariance[j][i] = value;
            }
        }
        return covariance;
    }

    /** {@return the exact sum of numbers, or of their products with others, rounded once} */
    private static double sum(double[] numbers, double @Nullable [] others) {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < numbers.length; i++) {
            sum.add(others == null ? numbers[i] : numbers[i] * others[i]);
        }
        return sum.doubleValue();
    }

    /** {@return the direction or its opposite: the one whose greatest component is positive} */
    private static double[] directed(double[] direction) {
        double greatest = 0;
        for (double component : direction) {
            if (Math.abs(component) > Math.abs(greatest)) {
                greatest = component;
            }
        }
        double sign = greatest < 0 ? -1 : 1;
        return Arrays.stream(direction).map(component -> sign * component).toArray();
    }

    private static Expression centred(List<String> inputs, double[] means) {
        return Expression.call(
                "vector",
                IntStream.range(0, means.length)
                        .mapToObj(i -> new Expression.Column(inputs.get(i)).minus(means[i]))
                        .toArray(Expression[]::new));
    }

    private static Expression vector(double[] components) {
        return Expression.call(
                "vector",
                Arrays.stream(components).mapToObj(Expression.Constant::new).toArray(Expression[]::new));
    }
}
