// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.onnx.ProtoWriter.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.Mlops;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelManifest;

/**
 * A model that would answer with what is in a file of this machine, brought to the formats as users give it to them.
 */
class ExternalDataTest {

    private static final String NEVER = "takes its data from another file, which is never opened";

    @TempDir
    Path directory;

    static Stream<OnnxFormat> formats() {
        return Stream.of(new OnnxFormat(), OnnxFormat.trusting());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noFormatLoadsIt(OnnxFormat format) throws IOException {
        byte[] file = spy(secret());
        ModelManifest manifest = RecordedModel.manifest(OnnxModel.of(file).toPackage(), file);
        assertThatThrownBy(() -> format.load(manifest, name -> file))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(NEVER);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aRegisteredOneIsNotServed(OnnxFormat format) throws IOException {
        byte[] file = spy(secret());
        try (Mlops mlops = Mlops.builder()
                .directory(directory.resolve("store"))
                .format(format)
                .open()) {
            mlops.registry().register("spy", OnnxModel.of(file).toPackage());
            assertThatThrownBy(() -> mlops.serving().load("spy/1", "test"))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining(NEVER);
        }
    }

    private Path secret() throws IOException {
        ByteBuffer floats = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                directory.resolve("secret.bin"),
                floats.putFloat(42).putFloat(43).array());
    }

    /** A sound model: y is x and the two numbers in the file. */
    private static byte[] spy(Path secret) {
        ProtoWriter data = message()
                .number(1, 2)
                .number(2, 1)
                .text(8, "secret")
                .message(13, message().text(1, "location").text(2, secret.toString()))
                .number(14, 1);
        ProtoWriter node = message().text(1, "x").text(1, "secret").text(2, "y").text(4, "Add");
        ProtoWriter graph = message()
                .message(1, node)
                .text(2, "g")
                .message(5, data)
                .message(11, pair("x"))
                .message(12, pair("y"));
        return ProtoWriter.model()
                .message(7, graph)
                .message(8, message().number(2, 17))
                .toByteArray();
    }

    private static ProtoWriter pair(String name) {
        ProtoWriter shape = message().message(1, message()).message(1, message().number(1, 2));
        ProtoWriter tensor = message().number(1, 1).message(2, shape);
        return message().text(1, name).message(2, message().message(1, tensor));
    }
}
