// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.features.transform.Bins;
import org.mlops4j.features.transform.FittedPreprocessing;
import org.mlops4j.features.transform.Impute;
import org.mlops4j.features.transform.OneHot;
import org.mlops4j.features.transform.Ordinal;
import org.mlops4j.features.transform.Polynomial;
import org.mlops4j.features.transform.PowerTransform;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.PrincipalComponents;
import org.mlops4j.features.transform.QuantileTransform;
import org.mlops4j.features.transform.Scale;
import org.mlops4j.features.transform.Spline;
import org.mlops4j.features.transform.TargetEncoding;
import org.mlops4j.features.transform.Transform;
import org.mlops4j.features.transform.Winsorize;

/** The numbers of scikit-learn, made by scikit-learn.py beside the values. */
class TransformReferenceTest {

    private static final double TOLERANCE = 1e-12;

    private final Properties reference = read();

    @ParameterizedTest
    @EnumSource
    void imputesAsScikitLearn(Impute.Statistic statistic) {
        double[] probe = Arrays.copyOf(numbers("probe"), numbers("probe").length + 1);
        probe[probe.length - 1] = Double.NaN;
        FittedPreprocessing fitted = fit(new Impute("x", "y", statistic), table("x", numbers("x")));
        requireEqual(results(fitted, table("x", probe)), "impute." + lower(statistic), TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource
    void scalesAsScikitLearn(Scale.Method method) {
        requireEqual(probed(new Scale("x", "y", method)), "scale." + lower(method), TOLERANCE);
    }

    @Test
    void winsorizesAsNumPy() {
        requireEqual(probed(new Winsorize("x", "y", 0.05, 0.9)), "winsorize", TOLERANCE);
    }

    @Test
    void mapsQuantilesAsScikitLearn() {
        requireEqual(
                probed(new QuantileTransform("x", "y", 20, QuantileTransform.Distribution.UNIFORM)),
                "quantile.uniform",
                TOLERANCE);
        // At the ends scikit-learn takes shares a little beyond 1e-7, which are 4e-10 further out.
        requireEqual(
                probed(new QuantileTransform("x", "y", 20, QuantileTransform.Distribution.NORMAL)),
                "quantile.normal",
                1e-9);
    }

    @Test
    void raisesToThePowerOfScikitLearn() {
        requireEqual(
                probed(new PowerTransform("x", "y", PowerTransform.Family.YEO_JOHNSON)), "power.yeo_johnson", 1e-6);
        Table positive = table("x", numbers("positive"));
        FittedPreprocessing fitted = fit(new PowerTransform("x", "y", PowerTransform.Family.BOX_COX), positive);
        requireEqual(results(fitted, positive), "power.box_cox", 1e-6);
    }

    @Test
    void binsAsScikitLearn() {
        requireEqual(probed(new Bins("x", "y", new Bins.EqualWidth(6))), "bins.equal_width", 0);
        requireEqual(probed(new Bins("x", "y", new Bins.EqualShare(6))), "bins.equal_share", 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void splinesAreThoseOfScikitLearn(int degree) {
        for (Spline.Placement placement : Spline.Placement.values()) {
            FittedPreprocessing fitted = fit(new Spline("x", "y", 5, degree, placement), table("x", numbers("a")));
            requireEqual(
                    results(fitted, table("x", numbers("probe"))),
                    "spline." + lower(placement) + "." + degree,
                    TOLERANCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void polynomialsHaveTheOrderOfScikitLearn(Polynomial.Terms terms) {
        Table rows = threeColumns();
        FittedPreprocessing fitted = fit(new Polynomial(List.of("a", "b", "c"), "y", 3, terms), rows);
        requireEqual(results(fitted, rows), "polynomial." + lower(terms), 1e-10);
    }

    @Test
    void principalComponentsAreThoseOfScikitLearn() {
        Table rows = threeColumns();
        FittedPreprocessing fitted = fit(new PrincipalComponents(List.of("a", "b", "c"), "y", 2), rows);
        requireEqual(results(fitted, rows), "principal_components", 1e-11);
    }

    @Test
    void encodesCategoriesAsScikitLearn() {
        String[] category = reference.getProperty("category").split(" ");
        String[] unseen = Arrays.copyOf(category, category.length + 1);
        unseen[category.length] = "oak";
        Table rows = Table.of(
                Schema.of(
                        Field.of("x", DataType.STRING),
                        Field.of("target", DataType.FLOAT64),
                        Field.of("key", DataType.STRING)),
                List.of(StringColumn.of(category), DoubleColumn.of(numbers("target")), keys(category.length)));
        Table probe = Table.of(Schema.of(Field.of("x", DataType.STRING)), List.of(StringColumn.of(unseen)));
        requireEqual(results(fit(new Ordinal("x", "y"), rows), probe), "ordinal", 0);
        requireEqual(results(fit(new OneHot("x", "y", 10, OneHot.Others.IGNORE), rows), probe), "one_hot", 0);
        requireEqual(
                results(fit(new TargetEncoding("x", "y", "target", "key", 4, 5, 1), rows), probe),
                "target_encoding",
                TOLERANCE);
    }

    @Test
    void theNormalQuantileIsThatOfSciPy() {
        Table shares = table("x", numbers("shares"));
        Steps steps = new Steps(new Scale("x", "y", Scale.Method.STANDARD), shares);
        NormalQuantile.add(steps.x(), steps);
        Table results = TransformedTable.with(shares, steps.fitted().features());
        requireEqual(results.doubles("y").toArray(), "normal_quantile", 1e-13);
    }

    private double[] probed(Transform transform) {
        return results(fit(transform, table("x", numbers("x"))), table("x", numbers("probe")));
    }

    private Table threeColumns() {
        return Table.of(
                Schema.of(
                        Field.of("a", DataType.FLOAT64),
                        Field.of("b", DataType.FLOAT64),
                        Field.of("c", DataType.FLOAT64)),
                List.of(DoubleColumn.of(numbers("a")), DoubleColumn.of(numbers("b")), DoubleColumn.of(numbers("c"))));
    }

    private static FittedPreprocessing fit(Transform transform, Table rows) {
        return TrainingRows.of(rows).fit(Preprocessing.of(transform)).fitted();
    }

    private static double[] results(FittedPreprocessing fitted, Table rows) {
        Table results = TransformedTable.of(fitted, rows).select(fitted.outputs());
        double[] values = new double[rows.rowCount() * results.schema().size()];
        Arrays.setAll(
                values,
                i -> results.row(i / results.schema().size())
                        .number(i % results.schema().size()));
        return values;
    }

    private void requireEqual(double[] actual, String name, double tolerance) {
        double[] expected = numbers(name);
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as(name + " at " + i)
                    .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private double[] numbers(String name) {
        return Arrays.stream(reference.getProperty(name).split(" "))
                .mapToDouble(number -> number.equals("nan") ? Double.NaN : Double.parseDouble(number))
                .toArray();
    }

    private static Table table(String name, double[] values) {
        return Table.of(Schema.of(Field.of(name, DataType.FLOAT64)), List.of(DoubleColumn.of(values)));
    }

    private static Column keys(int count) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add("row " + i);
        }
        return StringColumn.of(keys.toArray(String[]::new));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream file = TransformReferenceTest.class.getResourceAsStream("scikit-learn.properties")) {
            properties.load(file);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
