// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.transform.Bins;
import org.mlops4j.features.transform.Frequency;
import org.mlops4j.features.transform.Hashing;
import org.mlops4j.features.transform.Impute;
import org.mlops4j.features.transform.ImputeConstant;
import org.mlops4j.features.transform.OneHot;
import org.mlops4j.features.transform.Ordinal;
import org.mlops4j.features.transform.PowerTransform;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.QuantileTransform;
import org.mlops4j.features.transform.Scale;
import org.mlops4j.features.transform.Spline;
import org.mlops4j.features.transform.TargetEncoding;
import org.mlops4j.features.transform.TopCategories;
import org.mlops4j.features.transform.Transform;
import org.mlops4j.features.transform.Winsorize;

/** Columns that hold little, nothing or too much, categories never seen, and rows that must not be seen. */
class TransformInputTest {

    private static final double NAN = Double.NaN;

    static Stream<Transform> ofOneNumber() {
        return Stream.of(
                new Impute("x", "y", Impute.Statistic.MEAN),
                new Scale("x", "y", Scale.Method.STANDARD),
                new Scale("x", "y", Scale.Method.MIN_MAX),
                new Scale("x", "y", Scale.Method.MAX_ABS),
                new Scale("x", "y", Scale.Method.ROBUST),
                new Winsorize("x", "y", 0.1, 0.9),
                new QuantileTransform("x", "y", 10, QuantileTransform.Distribution.UNIFORM),
                new QuantileTransform("x", "y", 10, QuantileTransform.Distribution.NORMAL),
                new PowerTransform("x", "y", PowerTransform.Family.YEO_JOHNSON),
                new Bins("x", "y", new Bins.EqualWidth(4)),
                new Bins("x", "y", new Bins.EqualShare(4)));
    }

    @ParameterizedTest
    @MethodSource("ofOneNumber")
    void columnsWithoutAnyNumberAreRefusedByName(Transform transform) {
        for (double[] column : List.of(new double[0], new double[] {NAN, NAN})) {
            assertThatThrownBy(() -> fit(transform, numbers(column)))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("'y'")
                    .hasMessageContaining("'x'")
                    .hasMessageContaining("null or NaN");
        }
    }

    @ParameterizedTest
    @MethodSource("ofOneNumber")
    void infiniteNumbersAreRefusedWithTheirRow(Transform transform) {
        assertThatThrownBy(() -> fit(transform, numbers(1, Double.NEGATIVE_INFINITY, 2)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("row 1 holds -Infinity");
    }

    @ParameterizedTest
    @MethodSource("ofOneNumber")
    void constantColumnsGiveFiniteNumbers(Transform transform) {
        for (double constant : List.of(0.1, 0.0, -7.0, 1e300, 1e-300)) {
            double[] results = results(transform, numbers(constant, constant, constant), numbers(constant));
            assertThat(Arrays.stream(results)).allMatch(Double::isFinite);
        }
    }

    @ParameterizedTest
    @MethodSource("ofOneNumber")
    void whatIsMissingStaysMissingUnlessImputed(Transform transform) {
        double[] results = results(transform, numbers(1, 2, NAN, 4, 8), numbers(NAN));
        assertThat(Double.isNaN(results[0])).isEqualTo(!(transform instanceof Impute));
    }

    @Test
    void hugeAndTinyNumbersKeepTheirMeanAndDeviation() {
        for (double unit : List.of(1e300, 1.0, 1e-300)) {
            Transform standard = new Scale("x", "y", Scale.Method.STANDARD);
            double[] results = results(standard, numbers(unit, 3 * unit), numbers(unit, 2 * unit, 3 * unit));
            assertThat(results).as("unit " + unit).containsExactly(new double[] {-1, 0, 1}, within(1e-15));
        }
        assertThatThrownBy(() ->
                        fit(new Scale("x", "y", Scale.Method.MIN_MAX), numbers(-Double.MAX_VALUE, Double.MAX_VALUE)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("range");
    }

    @Test
    void boxCoxRefusesWhatIsNotPositiveAndServesItAsMissing() {
        Transform boxCox = new PowerTransform("x", "y", PowerTransform.Family.BOX_COX);
        assertThatThrownBy(() -> fit(boxCox, numbers(1, 0)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("Yeo-Johnson");
        assertThat(results(boxCox, numbers(1, 2, 4), numbers(0, -1, NAN))).containsOnly(NAN);
    }

    @Test
    void splinesOfDegreeZeroTellTheIntervalAndRefuseAConstant() {
        Transform step = new Spline("x", "y", 3, 0, Spline.Placement.UNIFORM);
        double[] results = results(step, numbers(0, 10), numbers(-1, 5, 4.9, 11, NAN));
        assertThat(results).containsExactly(1, 0, 0, 1, 1, 0, 0, 1, NAN, NAN);
        assertThatThrownBy(() -> fit(step, numbers(3, 3)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("range");
    }

    @Test
    void categoriesNeverSeenAndMissingOnesHaveTheirOwnResults() {
        Table seen = texts("b", "a", "b", null, "c");
        Table probe = texts("a", "b", "z", null);
        assertThat(results(new Ordinal("x", "y"), seen, probe)).containsExactly(0, 1, -1, NAN);
        assertThat(results(new TopCategories("x", "y", 2), seen, probe)).containsExactly(1, 0, 2, NAN);
        double[] buckets = results(new Hashing("x", "y", 1_000, 5), seen, probe);
        assertThat(buckets).doesNotHaveDuplicates().endsWith(NAN);
        assertThat(results(new Frequency("x", "y"), seen, probe)).containsExactly(0.25, 0.5, 0, NAN);
        assertThat(results(new OneHot("x", "y", 2, OneHot.Others.TOGETHER), seen, probe))
                .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
        assertThat(results(new OneHot("x", "y", 9, OneHot.Others.IGNORE), seen, probe))
                .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        assertThatThrownBy(() -> fit(new Ordinal("x", "y"), texts(null, null)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("category");
    }

    @Test
    void rowsAtTheStartOfEvaluationOrLaterAreRefused() {
        TrainingRows rows = TrainingRows.of(Orders.random(10, 1)).timedBy("time");
        assertThat(rows.before(Orders.START.plusSeconds(541))).isSameAs(rows);
        assertThatThrownBy(() -> rows.before(Orders.START.plusSeconds(540)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("fitted state must end before evaluation starts");
        assertThatThrownBy(() -> TrainingRows.of(Orders.random(10, 1)).before(Orders.START))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> TrainingRows.of(Orders.random(10, 1)).timedBy("price"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("timestamp");
    }

    @Test
    void whatIsFittedTellsItsRows() {
        Table orders = Orders.random(10, 1);
        Fit fit = TrainingRows.of(orders).timedBy("time").fit(Orders.EVERYTHING);
        assertThat(fit.fitted().on().rows()).isEqualTo(10);
        assertThat(fit.fitted().on().digest()).isEqualTo(orders.digest());
        assertThat(fit.fitted().on().findFirst()).contains(Orders.START);
        assertThat(fit.fitted().on().findLast()).contains(Orders.START.plusSeconds(540));
        fit.fitted().requireFittedBefore(Orders.START.plusSeconds(541));
        assertThatThrownBy(() -> fit.fitted().requireFittedBefore(Orders.START.plusSeconds(540)))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void columnsThatAreMissingTakenOrOfAnotherTypeAreNamed() {
        assertThatThrownBy(() -> fit(new Scale("z", "y", Scale.Method.STANDARD), numbers(1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'z'");
        assertThatThrownBy(() -> fit(new Scale("x", "y", Scale.Method.STANDARD), texts("a")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("needs numbers");
        assertThatThrownBy(() -> TrainingRows.of(Orders.random(9, 1))
                        .fit(Preprocessing.of(new ImputeConstant("price", "weight", 0))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("rename");
        assertThatThrownBy(() -> TrainingRows.of(Orders.random(9, 1))
                        .fit(Preprocessing.of(new TargetEncoding("flower", "y", "late", "price", 1, 2, 0))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("key");
    }

    private static Fit fit(Transform transform, Table rows) {
        return TrainingRows.of(rows).fit(Preprocessing.of(transform));
    }

    private static double[] results(Transform transform, Table training, Table probe) {
        Fit fit = fit(transform, training);
        Table results =
                TransformedTable.of(fit.fitted(), probe).select(fit.fitted().outputs());
        int width = results.schema().size();
        double[] values = new double[probe.rowCount() * width];
        Arrays.setAll(values, i -> results.row(i / width).number(i % width));
        return values;
    }

    private static Table numbers(double... values) {
        return Table.of(Schema.of(Field.of("x", DataType.FLOAT64)), List.of(DoubleColumn.of(values)));
    }

    private static Table texts(String... values) {
        return Table.of(Schema.of(Field.nullable("x", DataType.STRING)), List.of(StringColumn.of(values)));
    }
}
