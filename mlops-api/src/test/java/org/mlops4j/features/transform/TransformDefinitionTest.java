// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.RequestFeature;

class TransformDefinitionTest {

    private static final List<String> TWO = List.of("a", "b");

    static Stream<Transform> ofEachKind() {
        return Stream.of(
                new MissingFlag("x", "y"),
                new Ordinal("x", "y"),
                new Frequency("x", "y"),
                new Impute("x", "y", Impute.Statistic.MODE),
                new ImputeConstant("x", "y", -0.0),
                new Scale("x", "y", Scale.Method.MAX_ABS),
                new PowerTransform("x", "y", PowerTransform.Family.BOX_COX),
                new Winsorize("x", "y", 0, 0.99),
                new OneHot("x", "y", 7, OneHot.Others.TOGETHER),
                new TopCategories("x", "y", 3),
                new QuantileTransform("x", "y", 100, QuantileTransform.Distribution.NORMAL),
                new Bins("x", "y", new Bins.EqualWidth(3)),
                new Bins("x", "y", new Bins.EqualShare(4)),
                new Bins("x", "y", new Bins.Boundaries(List.of(-1.5, 0.0, 2.0))),
                new Polynomial(TWO, "y", 2, Polynomial.Terms.INTERACTIONS),
                new Spline("x", "y", 5, 3, Spline.Placement.QUANTILE),
                new PrincipalComponents(TWO, "y", 1),
                new TargetEncoding("x", "y", "target", "key", 2.5, 5, -3));
    }

    static Stream<Supplier<Transform>> wrong() {
        return Stream.of(
                () -> new Ordinal("x", "x"),
                () -> new Ordinal("../x", "y"),
                () -> new Ordinal("x", ""),
                () -> new Winsorize("x", "y", 0.5, 0.5),
                () -> new Winsorize("x", "y", Double.NaN, 0.5),
                () -> new OneHot("x", "y", 0, OneHot.Others.IGNORE),
                () -> new QuantileTransform("x", "y", 1, QuantileTransform.Distribution.NORMAL),
                () -> new Bins("x", "y", new Bins.EqualWidth(1)),
                () -> new Bins("x", "y", new Bins.Boundaries(List.of())),
                () -> new Bins("x", "y", new Bins.Boundaries(List.of(1.0, 1.0))),
                () -> new Bins("x", "y", new Bins.Boundaries(List.of(1.0, Double.POSITIVE_INFINITY))),
                () -> new Polynomial(List.of("a", "a"), "y", 2, Polynomial.Terms.ALL),
                () -> new Polynomial(List.of(), "y", 2, Polynomial.Terms.ALL),
                () -> new Spline("x", "y", 1, 3, Spline.Placement.UNIFORM),
                () -> new PrincipalComponents(TWO, "y", 3),
                () -> new TargetEncoding("x", "y", "x", "key", 1, 5, 0),
                () -> new TargetEncoding("x", "y", "target", "target", 1, 5, 0),
                () -> new TargetEncoding("x", "y", "target", "key", Double.NaN, 5, 0),
                () -> new TargetEncoding("x", "y", "target", "key", 1, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("ofEachKind")
    void whatIsStoredIsReadBack(Transform transform) {
        assertThat(Transform.from(transform.toDocument())).isEqualTo(transform);
        assertThat(transform.toDocument().get("output").text()).isEqualTo(transform.output());
    }

    @ParameterizedTest
    @MethodSource("ofEachKind")
    void documentsThatLackOrMistakeAFieldAreRefused(Transform transform) {
        Document.Fields stored = transform.toDocument();
        for (String field : stored.fields().keySet()) {
            assertThatThrownBy(() -> Transform.from(stored.without(field)))
                    .as("without " + field)
                    .isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> Transform.from(stored.with(field, Document.list(Document.of(true)))))
                    .as("another " + field)
                    .isInstanceOf(InvalidException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void definitionsThatMakeNoSenseAreRefused(Supplier<Transform> definition) {
        assertThatThrownBy(definition::get).isInstanceOf(InvalidException.class);
    }

    @Test
    void outputsHaveNamesOfTheirOwnAndTargetsAreNoInputs() {
        assertThatThrownBy(() -> Preprocessing.of(new Ordinal("x", "y"), new Frequency("x", "y")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("rename");
        assertThatThrownBy(() -> Preprocessing.of(new Ordinal("x", "y"), new Frequency("y", "x")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("rename");
        assertThatThrownBy(() -> Preprocessing.of(
                        new Scale("late", "scaled", Scale.Method.STANDARD),
                        new TargetEncoding("x", "y", "late", "key", 1, 5, 0)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("answer");
    }

    @Test
    void theFittedFormKeepsExpressionsAndRowsAndRefusesOtherFormats() {
        RequestFeature feature = RequestFeature.of("y", new Expression.Column("x").minus(3));
        FittedTransform transform =
                new FittedTransform(new Scale("x", "y", Scale.Method.STANDARD), List.of(feature), List.of("y"));
        FittedOn on = new FittedOn(2, Digest.of("rows"), Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        FittedPreprocessing fitted = new FittedPreprocessing(List.of(transform), on);
        Document.Fields stored = fitted.toDocument();
        assertThat(FittedPreprocessing.from(stored)).isEqualTo(fitted);
        assertThat(fitted.features()).containsExactly(feature);
        assertThat(fitted.outputs("y")).containsExactly("y");
        assertThatThrownBy(() -> FittedPreprocessing.from(stored.with("format", 2)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("format 2");
        for (String field : stored.fields().keySet()) {
            assertThatThrownBy(() -> FittedPreprocessing.from(stored.without(field)))
                    .isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> new FittedPreprocessing(List.of(transform, transform), on))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new FittedTransform(transform.transform(), List.of(feature), List.of("z")))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new FittedOn(2, Digest.of("rows"), Instant.EPOCH, null))
                .isInstanceOf(InvalidException.class);
    }
}
