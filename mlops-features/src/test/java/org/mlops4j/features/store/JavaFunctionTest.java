// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expectation.that;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.store.Departures.FLIGHTS;
import static org.mlops4j.features.store.Departures.flights;
import static org.mlops4j.features.store.Departures.requests;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.JavaSignature;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.expression.JavaFunction;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.expression.RowExpression;

/** Definitions that call functions written in Java. */
class JavaFunctionTest {

    private static final JavaFunction BAND = JavaFunction.of(
            "band@2(number, text) -> number",
            arguments -> Math.floor((Double) arguments.get(0) / 15)
                    + (arguments.get(1).equals("ORD") ? 100 : 0));

    private static final JavaFunction CODE = JavaFunction.of(
            "code@1(text) -> number", arguments -> arguments.get(0).hashCode());

    private static final FeatureView DEPARTURES = FeatureView.named("departures")
            .entity("origin")
            .from(FLIGHTS)
            .eventTime("departed")
            .availableAt("landed")
            .feature("band_3h", mean(BAND.call(col("delay"), col("origin"))).over(hours(3)))
            .expect(that(CODE.call(col("origin")).ne(0)))
            .build();

    private static final FeatureService SERVICE =
            FeatureService.of("late-flights", DEPARTURES, request("code", CODE.call(col("origin"))));

    @TempDir
    private Path directory;

    @Test
    void theyServeTheBitsThatTheyTrainedOn() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops, JavaFunctions.of(BAND, CODE))) {
            assertThat(features.plan(SERVICE).toString())
                    .contains("Not portable", "[band@2(number, text) -> number, code@1(text) -> number]");
            features.apply(SERVICE);
            features.push("departures", flights(500, 3));
            features.push("departures", flights(1, 5).row(0));
            Table labels = requests(200);
            Table training = features.trainingSet(SERVICE, labels, "time").inputs();
            VectorReader reader = features.reader(SERVICE);
            double[] vector = new double[2];
            for (int i = 0; i < labels.rowCount(); i++) {
                reader.read(labels.row(i), labels.longs("time").get(i), vector);
                assertThat(vector)
                        .containsExactly(
                                training.doubles("band_3h").get(i),
                                training.doubles("code").get(i));
            }
            assertThat(training.doubles("band_3h").get(1)).isGreaterThan(90);
            assertThat(features.recompute(SERVICE, labels, "time")
                            .doubles("code")
                            .get(0))
                    .isEqualTo("ATL".hashCode());
        }
    }

    @Test
    void aStoreWithoutTheCodeSaysWhichItLacks() {
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops, JavaFunctions.of(BAND, CODE))) {
            features.apply(SERVICE);
            features.push("departures", flights(10, 3));
        }
        JavaFunction older = JavaFunction.of("band@1(number, text) -> number", arguments -> 0);
        try (Mlops mlops = Mlops.open(directory);
                FeatureStore features = FeatureStore.on(mlops, JavaFunctions.of(older, CODE))) {
            FeatureService stored = features.service("late-flights");
            assertThat(stored).isEqualTo(SERVICE);
            assertThat(stored.javaFunctions()).containsExactly(BAND.signature(), CODE.signature());
            assertThatThrownBy(() -> features.reader(stored))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("band@2(number, text) -> number")
                    .hasMessageContaining("band@1");
            assertThatThrownBy(() -> features.trainingSet(stored, requests(5), "time"))
                    .isInstanceOf(IncompatibleException.class);
            assertThatThrownBy(() -> features.plan(stored)).isInstanceOf(IncompatibleException.class);
            assertThat(features.history("departures").rowCount()).isEqualTo(10);
        }
    }

    @Test
    void theVersionIsPartOfTheMeaning() {
        JavaFunction next = JavaFunction.of("code@2(text) -> number", arguments -> 0);
        FeatureService changed =
                FeatureService.of("late-flights", DEPARTURES, request("code", next.call(col("origin"))));
        assertThat(changed.digest()).isNotEqualTo(SERVICE.digest());
        assertThat(FeatureService.from(SERVICE.toDocument()).digest()).isEqualTo(SERVICE.digest());
    }

    @Test
    void aCallHasATextThatGivesItBack() {
        Expression call = BAND.call(col("delay"), col("origin")).plus(1);
        assertThat(call.text()).isEqualTo("java('band@2(number, text) -> number', delay, origin) + 1.0");
        assertThat(Expression.parse(call.text())).isEqualTo(call);
        assertThat(call.inputs().values())
                .extracting(field -> field.type().text())
                .containsExactly("float64", "string");
    }

    @Test
    void whatDoesNotFitTheSignatureIsRefused() {
        assertThatThrownBy(() -> BAND.call(col("delay"))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> BAND.call(col("origin"), col("origin")).type(FLIGHTS))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("number");
        for (String wrong : List.of(
                "",
                "f",
                "f@0(number) -> text",
                "f@1() -> text",
                "f@1(vector) -> text",
                "f@1(number)->text",
                "9@1(text) -> text")) {
            assertThatThrownBy(() -> JavaSignature.parse(wrong)).as(wrong).isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> JavaFunctions.of(BAND, BAND)).isInstanceOf(InvalidException.class);
    }

    @Test
    void whatFailsOrGivesSomethingElseSaysWhichFunctionItWas() {
        JavaFunction fails = JavaFunction.of("fails@1(text) -> number", arguments -> {
            throw new IllegalStateException("no");
        });
        JavaFunction lies = JavaFunction.of("lies@1(text) -> number", arguments -> "one");
        Row row = flights(1, 1).row(0);
        for (JavaFunction function : List.of(fails, lies)) {
            RowExpression expression =
                    RowExpression.compile(function.call(col("origin")), FLIGHTS, JavaFunctions.of(function));
            assertThatThrownBy(() -> expression.number(row))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining(function.signature().text());
        }
    }
}
