// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.onnx.ProtoWriter.message;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;

/** Models that give back what they take, of many shapes. */
class InputShapesTest {

    private static final int OPEN = -1;

    /** {@return a model from x to y, one node of an operator, both tensors of FLOAT of a shape} */
    private static byte[] identity(int... shape) {
        return model("Identity", tensor(shape), tensor(shape));
    }

    private static byte[] model(String operator, ProtoWriter in, ProtoWriter out) {
        ProtoWriter node = message().text(1, "x").text(2, "y").text(4, operator);
        ProtoWriter graph = message()
                .message(1, node)
                .text(2, "g")
                .message(11, message().text(1, "x").message(2, in))
                .message(12, message().text(1, "y").message(2, out));
        return ProtoWriter.model()
                .message(7, graph)
                .message(8, message().number(2, 17))
                .toByteArray();
    }

    private static ProtoWriter tensor(int... shape) {
        ProtoWriter dimensions = message();
        for (int size : shape) {
            dimensions.message(1, size == OPEN ? message() : message().number(1, size));
        }
        return message().message(1, message().number(1, 1).message(2, dimensions));
    }

    private static Predictor load(byte[] file) {
        return RecordedModel.load(OnnxModel.of(file).toPackage(), file);
    }

    private static Predictor load(byte[] file, int width) {
        Schema fields = Schema.of(IntStream.range(0, width)
                .mapToObj(i -> Field.of("f" + i, DataType.FLOAT64))
                .toList());
        ModelPackage model = OnnxModel.of(file).toPackage().signature(new Signature(fields, fields));
        return RecordedModel.load(model, file);
    }

    private static void requireRowsComeBack(Predictor model, int width) {
        try (model) {
            assertThat(model.inputs()).isEqualTo(width);
            assertThat(model.outputs()).isEqualTo(width);
            double[] rows =
                    IntStream.range(0, 3 * width).mapToDouble(i -> i / 4.0).toArray();
            double[] out = new double[3 * width];
            model.predictAll(rows, 3, out);
            assertThat(out).containsExactly(rows);
            double[] one = new double[width];
            model.predict(Arrays.copyOfRange(rows, width, 2 * width), one);
            assertThat(one).containsExactly(Arrays.copyOfRange(rows, width, 2 * width));
        }
    }

    @Test
    void dimensionsBehindThatOfTheRowsAreOneRow() {
        requireRowsComeBack(load(identity(OPEN, 5)), 5);
        requireRowsComeBack(load(identity(OPEN, 2, 3)), 6);
        requireRowsComeBack(load(identity(OPEN)), 1);
    }

    @Test
    void aModelOfOneRowAtATimeTakesABatchRowByRow() {
        requireRowsComeBack(load(identity(1, 4)), 4);
    }

    @Test
    void aDimensionThatIsOpenIsAsWideAsTheSignature() {
        requireRowsComeBack(load(identity(OPEN, OPEN), 7), 7);
        requireRowsComeBack(load(identity(OPEN, 2, OPEN, 3), 12), 12);
        assertThatThrownBy(() -> load(identity(OPEN, OPEN)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("leaves open how many values x FLOAT[?,?] takes");
        assertThatThrownBy(() -> load(identity(OPEN, 2, OPEN, 3), 13)).isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> load(identity(OPEN, OPEN, OPEN), 4))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("more than one dimension");
    }

    @Test
    void whatIsNoTensorOfRowsIsRefused() {
        assertThatThrownBy(() -> load(identity(8, 4)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("the first dimension of an input is that of the rows")
                .hasMessageContaining("x FLOAT[8,4]");
        assertThatThrownBy(() -> load(identity()))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("x FLOAT[]");
        ProtoWriter sequence = message().message(4, message().message(1, tensor()));
        ProtoWriter whole = message().message(1, message().number(1, 7));
        assertThatThrownBy(() -> load(model("SequenceLength", sequence, whole)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("no tensor");
    }
}
