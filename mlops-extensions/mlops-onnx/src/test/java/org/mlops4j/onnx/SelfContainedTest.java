// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.mlops4j.onnx.ProtoWriter.message;
import static org.mlops4j.onnx.ProtoWriter.model;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

class SelfContainedTest {

    /** The first file pays for loading classes, too. */
    private static final long BASE_BYTES = 16_000_000;

    private static final int BYTES_PER_BYTE = 100;

    private static final long MAX_CPU_NANOS = 5_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"network", "classifier", "zipmap", "pipeline", "mixed", "endless"})
    void aModelWithAllOfItsDataPasses(String name) {
        assertThatCode(() -> SelfContained.require(RecordedModel.file(name))).doesNotThrowAnyException();
    }

    /** A tensor of one float whose data is said to be in another file. */
    private static ProtoWriter external() {
        ProtoWriter location = message().text(1, "location").text(2, "../secret.bin");
        return message().number(1, 1).number(2, 1).message(13, location).number(14, 1);
    }

    private static ProtoWriter graphWith(ProtoWriter attribute) {
        return message().message(1, message().text(4, "Constant").message(5, attribute));
    }

    static Stream<Arguments> placesOfTensors() {
        ProtoWriter inAttribute = message().text(1, "value").message(5, external());
        ProtoWriter constant = message().message(1, message().message(5, inAttribute));
        return Stream.of(
                Arguments.of("initializer", model().message(7, message().message(5, external()))),
                Arguments.of("values of a sparse initializer", sparse(1)),
                Arguments.of("indices of a sparse initializer", sparse(2)),
                Arguments.of("attribute of a node", model().message(7, constant)),
                Arguments.of(
                        "list of an attribute",
                        model().message(7, graphWith(message().message(10, external())))),
                Arguments.of(
                        "graph in an attribute",
                        model().message(7, graphWith(message().message(6, constant)))),
                Arguments.of(
                        "graphs in an attribute",
                        model().message(7, graphWith(message().message(11, constant)))),
                Arguments.of(
                        "sparse tensor in an attribute",
                        model().message(
                                        7,
                                        graphWith(
                                                message().message(22, message().message(1, external()))))),
                Arguments.of(
                        "sparse tensors in an attribute",
                        model().message(
                                        7,
                                        graphWith(
                                                message().message(23, message().message(2, external()))))),
                Arguments.of(
                        "node of a function",
                        model().message(7, message())
                                .message(25, message().message(7, message().message(5, inAttribute)))),
                Arguments.of(
                        "default of a function",
                        model().message(7, message()).message(25, message().message(11, inAttribute))),
                Arguments.of(
                        "training of the model",
                        model().message(7, message()).message(20, message().message(2, constant))),
                Arguments.of(
                        "second of two graphs", model().message(7, message()).message(7, constant)));
    }

    private static ProtoWriter sparse(int part) {
        return model().message(7, message().message(15, message().message(part, external())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("placesOfTensors")
    void aTensorWithItsDataElsewhereIsRefusedWhereverItIs(String place, ProtoWriter model) {
        assertThatThrownBy(() -> SelfContained.require(model.toByteArray()))
                .as(place)
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("takes its data from another file, which is never opened");
    }

    @Test
    void eitherOfTheTwoMarksOfExternalDataWillDo() {
        ProtoWriter onlyPlace = message().number(14, 1);
        ProtoWriter onlyEntries = message().message(13, message().text(1, "location"));
        ProtoWriter overridden = message().number(14, 1).number(14, 0);
        for (ProtoWriter tensor : new ProtoWriter[] {onlyPlace, onlyEntries, overridden}) {
            byte[] file = model().message(7, message().message(5, tensor)).toByteArray();
            assertThatThrownBy(() -> SelfContained.require(file)).isInstanceOf(IncompatibleException.class);
        }
        byte[] inside = model().message(7, message().message(5, message().number(14, 0)))
                .toByteArray();
        assertThatCode(() -> SelfContained.require(inside)).doesNotThrowAnyException();
    }

    @Test
    void fieldsThatAreNotKnownAreRefusedSinceTheyCouldHoldTensors() {
        byte[] file = model().message(7, message().message(60, external())).toByteArray();
        assertThatThrownBy(() -> SelfContained.require(file))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("field 60 of a GRAPH");
    }

    static Stream<Arguments> otherBytes() {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("one byte", new byte[] {8}),
                Arguments.of("a pickle", bytes(0x80, 4, 0x95, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x8c)),
                Arguments.of("a Java object", bytes(0xac, 0xed, 0, 5, 0x73, 0x72)),
                Arguments.of("an archive", "PK\u0003\u0004\u0014".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("JSON", "{\"learner\": {}}".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("LightGBM", "tree\nversion=v4\n".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("a model without a graph", model().toByteArray()),
                Arguments.of(
                        "a graph without a version",
                        message().message(7, message()).toByteArray()),
                Arguments.of("a group", model().raw(0x3b, 0x3c).toByteArray()),
                Arguments.of(
                        "a number without an end", model().raw(0x28, 0xff, 0xff).toByteArray()),
                Arguments.of(
                        "a long number",
                        model().raw(0x28, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)
                                .toByteArray()),
                Arguments.of("a length beyond the end", model().raw(0x3a, 0x7f).toByteArray()),
                Arguments.of(
                        "a negative length",
                        model().raw(0x3a, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1)
                                .toByteArray()),
                Arguments.of("a field zero", model().raw(2, 0).toByteArray()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherBytes")
    void whatIsNoOnnxIsRefused(String what, byte[] file) {
        assertThatThrownBy(() -> SelfContained.require(file))
                .as(what)
                .isInstanceOf(InvalidException.class)
                .hasMessageStartingWith("the file is no ONNX model: ");
    }

    @Test
    void theOtherFormatOfOnnxRuntimeIsRefusedEvenIfTheBytesAreOnnxAsWell() {
        // A field 3 of four bytes, which are the mark; then a model.
        byte[] file = message()
                .raw(0x1a, 0x06, 0x20, 0x20)
                .raw('O', 'R', 'T', 'M')
                .number(1, 10)
                .message(7, message())
                .toByteArray();
        assertThatThrownBy(() -> SelfContained.require(file))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("ONNX Runtime's own format");
    }

    @Test
    void messagesThatAreVeryDeepAreRefused() {
        ProtoWriter graph = message();
        for (int depth = 0; depth < 2_000; depth++) {
            graph = graphWith(message().message(6, graph));
        }
        byte[] file = model().message(7, graph).toByteArray();
        assertThatThrownBy(() -> SelfContained.require(file))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("more than 100 deep");
    }

    @Test
    void aModelThatWasCutIsRefusedOrStillAModelAndNothingElse() {
        byte[] file = RecordedModel.file("pipeline");
        IntStream.range(0, file.length)
                .forEach(length -> requireOrderly(Arrays.copyOf(file, length), "length " + length));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void damagedModelsAreRefusedOrStillModelsAndNothingElse(long seed) {
        survive(seed, 3_000, "network", "classifier", "mixed");
    }

    @Tag("stress")
    @Test
    void aHundredThousandDamagedModelsAreRefusedOrStillModelsAndNothingElse() {
        survive(13, 20_000, "network", "classifier", "zipmap", "pipeline", "mixed");
    }

    private static void survive(long seed, int mutants, String... names) {
        SplittableRandom random = new SplittableRandom(seed);
        for (String name : names) {
            byte[] file = RecordedModel.file(name);
            int passed = 0;
            for (int mutant = 0; mutant < mutants; mutant++) {
                passed += requireOrderly(Mutant.of(file, random), name + " " + mutant) ? 1 : 0;
            }
            assertThat(passed).as("mutants of %s that pass", name).isBetween(1, mutants - 1);
        }
    }

    /** {@return whether the file passes; it takes time and memory in proportion to it in either case} */
    private static boolean requireOrderly(byte[] file, String what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytesBefore =
                threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long nanosBefore = threads.getCurrentThreadCpuTime();
        boolean passed = false;
        try {
            SelfContained.require(file);
            GraphShape.of(file).find(OnnxSettings.NONE);
            passed = true;
        } catch (InvalidException | IncompatibleException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (Throwable e) {
            fail(what + " gave " + e, e);
        }
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore)
                .as("bytes used for %s", what)
                .isLessThan(BASE_BYTES + (long) BYTES_PER_BYTE * file.length);
        assertThat(threads.getCurrentThreadCpuTime() - nanosBefore)
                .as("nanoseconds used for %s", what)
                .isLessThan(MAX_CPU_NANOS);
        return passed;
    }

    private static byte[] bytes(int... values) {
        return message().raw(values).toByteArray();
    }
}
