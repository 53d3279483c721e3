// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

class OnnxSignatureTest {

    private static final byte[] PIPELINE = RecordedModel.file("pipeline");
    private static final OnnxModel MODEL = OnnxModel.of(PIPELINE).categories("carrier", RecordedModel.CARRIERS);
    private static final Schema THREE = reals("label", "p0", "p1");

    @Test
    void inputsOfOneValueAreTakenByTheirNamesInAnyOrder() {
        Schema inputs = Schema.of(
                Field.of("wind", DataType.FLOAT64),
                Field.of("carrier", DataType.INT64),
                Field.of("distance", DataType.FLOAT32),
                Field.of("day", DataType.INT64));
        try (Predictor model = RecordedModel.load(MODEL, new Signature(inputs, THREE), PIPELINE)) {
            double[] row = RecordedModel.rows("pipeline")[0];
            double[] out = new double[3];
            model.predict(new double[] {row[3], row[0], row[2], row[1]}, out);
            assertThat(out).containsExactly(RecordedModel.predictions("pipeline")[0], within(1e-5));
        }
    }

    @Test
    void anotherNumberOfInputsIsRefusedWithBoth() {
        byte[] file = RecordedModel.file("classifier");
        Signature five = new Signature(reals("a", "b", "c", "d", "e"), THREE);
        assertThatThrownBy(() -> RecordedModel.load(OnnxModel.of(file), five, file))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("the ONNX model takes X FLOAT[?,4]")
                .hasMessageContaining("the inputs of the signature are (a float64, b float64, c float64, d float64, e");
    }

    static Stream<Arguments> fieldsThatAreNotTheDay() {
        return Stream.of(
                Arguments.of(Field.of("weekday", DataType.INT64)),
                Arguments.of(Field.of("day", DataType.FLOAT64)),
                Arguments.of(Field.of("day", DataType.STRING)),
                Arguments.of(Field.of("day", DataType.TIMESTAMP)));
    }

    @ParameterizedTest
    @MethodSource("fieldsThatAreNotTheDay")
    void anotherNameOrTypeIsRefusedWithBoth(Field field) {
        Schema inputs = Schema.of(
                Field.of("carrier", DataType.INT64),
                field,
                Field.of("distance", DataType.FLOAT64),
                Field.of("wind", DataType.FLOAT64));
        assertThatThrownBy(() -> RecordedModel.load(MODEL, new Signature(inputs, THREE), PIPELINE))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("day INT64[?,1]")
                .hasMessageContaining(field.toString());
    }

    @Test
    void anotherNumberOfOutputsIsRefused() {
        byte[] file = RecordedModel.file("network");
        Signature one = new Signature(reals("a", "b", "c", "d"), reals("y"));
        assertThatThrownBy(() -> RecordedModel.load(OnnxModel.of(file), one, file))
                .isInstanceOf(IncompatibleException.class)
                .hasMessage("the ONNX model gives 3 numbers, of its outputs y; the outputs of the signature are"
                        + " (y float64)");
    }

    private static Schema reals(String... names) {
        return Schema.of(
                Stream.of(names).map(name -> Field.of(name, DataType.FLOAT64)).toList());
    }

    @Test
    void outputsThatAreNotThereAreRefusedWithThoseThatAre() {
        byte[] file = RecordedModel.file("classifier");
        assertThatThrownBy(() ->
                        RecordedModel.load(OnnxModel.of(file).outputs("score").toPackage(), file))
                .isInstanceOf(IncompatibleException.class)
                .hasMessage("the ONNX model gives label INT64[?], probabilities FLOAT[?,3]; wanted is score");
    }

    @Test
    void aValueThatATypeCannotHoldIsTheCallersToMend() {
        try (Predictor model = RecordedModel.load(MODEL.toPackage(), PIPELINE)) {
            double[] out = new double[3];
            assertThatThrownBy(() -> model.predict(new double[] {0, 2.5, 700, 1}, out))
                    .isInstanceOf(InvalidException.class)
                    .hasMessage("input 'day' is a whole number and not missing, was 2.5");
            assertThatThrownBy(() -> model.predict(new double[] {0, Double.NaN, 700, 1}, out))
                    .isInstanceOf(InvalidException.class)
                    .hasMessage("input 'day' is a whole number and not missing, was NaN");
            assertThatThrownBy(() -> model.predict(new double[] {4, 2, 700, 1}, out))
                    .isInstanceOf(InvalidException.class)
                    .hasMessage("input 'carrier' is the position of a text in its categories, from 0 to 3, was 4.0");
        }
    }

    @Test
    void textWithoutCategoriesIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> RecordedModel.load(OnnxModel.of(PIPELINE).toPackage(), PIPELINE))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("input 'carrier' of the ONNX model takes text; say by OnnxModel.categories");
    }

    @Test
    void aTextThatIsMissingIsTheEmptyOne() {
        try (Predictor model = RecordedModel.load(MODEL.toPackage(), PIPELINE)) {
            double[] missing = new double[3];
            double[] present = new double[3];
            model.predict(new double[] {Double.NaN, 2, 700, 1}, missing);
            model.predict(new double[] {1, 2, 700, 1}, present);
            assertThat(missing[2]).isBetween(0.0, 1.0).isNotEqualTo(present[2]);
        }
    }
}
