// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.onnx.ProtoWriter.message;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelShape;

/** What a file says without ONNX Runtime, compared with what ONNX Runtime makes of it. */
class GraphShapeTest {

    private static final int FLOAT = 1;
    private static final int OPEN = -1;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"network", "classifier", "pipeline", "mixed"})
    void theShapeIsThatOfTheLoadedModel(String name) {
        byte[] file = RecordedModel.file(name);
        OnnxModel model = OnnxModel.of(file)
                .categories("carrier", RecordedModel.CARRIERS)
                .categories("word", RecordedModel.CARRIERS);
        try (Predictor loaded = RecordedModel.load(model.toPackage(), file)) {
            assertThat(shape(model, file)).contains(new ModelShape(loaded.inputs(), loaded.outputs(), List.of()));
        }
    }

    @Test
    void onlyTheOutputsThatAreWantedCount() {
        byte[] file = RecordedModel.file("classifier");
        assertThat(shape(OnnxModel.of(file), file).orElseThrow().outputs()).isEqualTo(4);
        assertThat(shape(OnnxModel.of(file).outputs("probabilities"), file)
                        .orElseThrow()
                        .outputs())
                .isEqualTo(3);
        assertThat(shape(OnnxModel.of(file).outputs("score"), file)).isEmpty();
    }

    @Test
    void whatTheFileLeavesOpenIsNotGuessed() {
        byte[] maps = RecordedModel.file("zipmap");
        assertThat(shape(OnnxModel.of(maps), maps)).isEmpty();
        byte[] wide = model(message().message(11, value("x", OPEN, OPEN)), value("y", OPEN, 2));
        assertThat(shape(OnnxModel.of(wide), wide)).isEmpty();
        byte[] anyShape = model(
                message().message(11, value("x", OPEN, 2)),
                message().text(1, "y").message(2, message().message(1, message().number(1, FLOAT))));
        assertThat(shape(OnnxModel.of(anyShape), anyShape)).isEmpty();
        byte[] half = model(
                message().message(11, value("x", OPEN, 2)),
                message().text(1, "y").message(2, message().message(1, tensor(10, OPEN, 2))));
        assertThat(shape(OnnxModel.of(half), half)).isEmpty();
        byte[] huge = model(message().message(11, value("x", OPEN, 1 << 20, 1 << 20)), value("y", OPEN, 2));
        assertThat(shape(OnnxModel.of(huge), huge)).isEmpty();
    }

    @Test
    void constantsThatAreInputsTooAreNotOfTheRow() {
        ProtoWriter graph = message()
                .message(11, value("x", OPEN, 2))
                .message(11, value("weights", 2, 3))
                .message(5, message().text(8, "weights"));
        byte[] file = model(graph, value("y", OPEN, 3));
        assertThat(shape(OnnxModel.of(file), file)).contains(new ModelShape(2, 3, List.of()));
    }

    @Test
    void aSignatureThatDoesNotFitIsRefusedWhenItIsRegistered() {
        byte[] file = RecordedModel.file("network");
        ModelPackage model = OnnxModel.of(file).toPackage();
        try (Mlops mlops = Mlops.open(directory)) {
            assertThatThrownBy(() -> mlops.registry().register("late", model.signature(signature(5, 3))))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("the signature has 5 inputs, the model expects 4");
            assertThatThrownBy(() -> mlops.registry().register("late", model.signature(signature(4, 1))))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("the signature has 1 outputs, the model gives 3");
            assertThat(mlops.registry()
                            .register("late", model.signature(signature(4, 3)))
                            .number())
                    .isEqualTo(1);
        }
    }

    private static Optional<ModelShape> shape(OnnxModel model, byte[] file) {
        return new OnnxFormat().shape(RecordedModel.manifest(model.toPackage(), file), name -> file);
    }

    private static Signature signature(int inputs, int outputs) {
        return new Signature(reals("x", inputs), reals("y", outputs));
    }

    private static Schema reals(String prefix, int count) {
        return Schema.of(IntStream.range(0, count)
                .mapToObj(i -> Field.of(prefix + i, DataType.FLOAT64))
                .toList());
    }

    private static byte[] model(ProtoWriter graph, ProtoWriter output) {
        return ProtoWriter.model().message(7, graph.message(12, output)).toByteArray();
    }

    private static ProtoWriter value(String name, int... shape) {
        return message().text(1, name).message(2, message().message(1, tensor(FLOAT, shape)));
    }

    private static ProtoWriter tensor(int type, int... shape) {
        ProtoWriter dimensions = message();
        for (int size : shape) {
            dimensions.message(
                    1, size == OPEN ? message().text(2, "n") : message().number(1, size));
        }
        return message().number(1, type).message(2, dimensions);
    }
}
