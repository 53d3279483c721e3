// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.javacode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Composition;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat.Files;

class JavaFormatTest {

    private static final ModelPackage MODEL = JavaFormat.model("threshold", limit(15));

    @TempDir
    Path directory;

    private final AtomicInteger closed = new AtomicInteger();

    /** 1 above a limit, else 0. */
    private final class Threshold implements Predictor {

        private final double limit;

        Threshold(Document parameters, Files files) {
            this.limit = parameters.get("limit").number();
        }

        @Override
        public int inputs() {
            return 1;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public void predict(double[] row, double[] out) {
            out[0] = row[0] > limit ? 1 : 0;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private JavaFormat format() {
        return new JavaFormat().with("threshold", Threshold::new);
    }

    @Test
    void aPredictorIsMadeOfItsParameters() {
        try (Mlops mlops = open(format())) {
            ModelVersion version = mlops.registry().register("late", MODEL.signature(signature("delay")));
            assertThat(version.manifest().format()).isEqualTo("java");
            assertThat(predict(mlops, "late/1", 15)).isZero();
            assertThat(predict(mlops, "late/1", 15.5)).isEqualTo(1);
        }
        assertThat(closed).hasValue(2);
    }

    @Test
    void filesOfThePackageAreHandedOut() {
        JavaFormat files = new JavaFormat()
                .with(
                        "in-a-file",
                        (parameters, given) -> new Threshold(
                                Document.object().with("limit", Double.parseDouble(text(given, "limit.txt"))), given));
        try (Mlops mlops = open(files)) {
            ModelPackage model =
                    JavaFormat.model("in-a-file", Document.object()).withFile("limit.txt", "3".getBytes(UTF_8));
            mlops.registry().register("late", model);
            assertThat(predict(mlops, "late/1", 3.5)).isEqualTo(1);
        }
    }

    @Test
    void aPredictorThatNobodyGaveIsRefusedWithThoseThatWere() {
        try (Mlops mlops = open(new JavaFormat())) {
            mlops.registry().register("late", MODEL);
            assertThatThrownBy(() -> mlops.serving().load("late/1", "test"))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining(
                            "the model is the predictor 'threshold', written in Java, which nobody gave to"
                                    + " this application; those given are none");
        }
        JavaFormat others = new JavaFormat().with("b", Threshold::new).with("a", Threshold::new);
        try (Mlops mlops = open(others)) {
            assertThatThrownBy(() -> mlops.serving().load("late/1", "test"))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("those given are a, b. Give it to the builder");
        }
    }

    @Test
    void aHandleWithoutTheFormatSaysWhatToDo() {
        try (Mlops mlops = Mlops.open(directory)) {
            mlops.registry().register("late", MODEL);
            assertThatThrownBy(() -> mlops.serving().load("late/1", "test"))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("Give it to the builder by format(new JavaFormat().with(…))");
        }
    }

    @Test
    void theNameOfAClassLoadsNothing() {
        ModelPackage model = JavaFormat.model("java.lang.Runtime", Document.object());
        try (Mlops mlops = open(format())) {
            mlops.registry().register("late", model);
            assertThatThrownBy(() -> mlops.serving().load("late/1", "test"))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("those given are threshold");
        }
    }

    @Test
    void parametersThatDoNotFitAreRefused() {
        JavaFormat strict = format().with("fussy", (parameters, files) -> {
            throw new IllegalStateException("no such airport");
        });
        try (Mlops mlops = open(strict)) {
            mlops.registry().register("late", JavaFormat.model("threshold", Document.object()));
            assertThatThrownBy(() -> mlops.serving().load("late/1", "test"))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("'limit'");
            mlops.registry().register("late", JavaFormat.model("fussy", Document.object()));
            assertThatThrownBy(() -> mlops.serving().load("late/2", "test"))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("the predictor 'fussy' cannot be made of its parameters")
                    .hasRootCauseMessage("no such airport");
            mlops.registry().register("late", ModelPackage.of("java").withFile("parameters", "{}".getBytes(UTF_8)));
            assertThatThrownBy(() -> mlops.serving().load("late/3", "test"))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("make it by JavaFormat.model");
            mlops.registry().register("late", MODEL.withFile("parameters", new byte[] {(byte) 0xff}));
            assertThatThrownBy(() -> mlops.serving().load("late/4", "test"))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("the file 'parameters' is not UTF-8 text");
        }
    }

    @Test
    void aPredictorThatDoesNotFitTheSignatureIsClosed() {
        try (Mlops mlops = open(format())) {
            mlops.registry().register("late", MODEL.signature(signature("delay", "wind")));
            assertThatThrownBy(() -> mlops.serving().load("late/1", "test"))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("the signature has 2 inputs, the model expects 1");
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void aPredictorMayBeAMember() {
        try (Mlops mlops = open(format())) {
            ModelVersion one = mlops.registry().register("late", MODEL);
            ModelVersion other = mlops.registry().register("late", JavaFormat.model("threshold", limit(20)));
            mlops.registry()
                    .register(
                            "late", Composition.mean().member(one).member(other).toPackage(mlops.registry()));
            assertThat(predict(mlops, "late/3", 17)).isEqualTo(0.5);
        }
    }

    @Test
    void aNameStandsForOnePredictor() {
        assertThatThrownBy(() -> format().with("threshold", Threshold::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a predictor 'threshold' already");
        assertThatThrownBy(() -> format().with("a threshold", Threshold::new)).isInstanceOf(InvalidException.class);
        JavaFormat none = new JavaFormat();
        assertThatCode(() -> none.with("threshold", Threshold::new)).doesNotThrowAnyException();
        assertThatCode(() -> none.with("threshold", Threshold::new)).doesNotThrowAnyException();
    }

    private Mlops open(JavaFormat format) {
        return Mlops.builder().directory(directory).format(format).open();
    }

    private static double predict(Mlops mlops, String version, double delay) {
        double[] out = new double[1];
        try (LoadedModel model = mlops.serving().load(version, "test")) {
            model.predictor().predict(new double[] {delay}, out);
        }
        return out[0];
    }

    private static String text(Files files, String name) {
        return new String(files.read(name), UTF_8);
    }

    private static Document.Fields limit(double limit) {
        return Document.object().with("limit", limit);
    }

    private static Signature signature(String... names) {
        Schema inputs = Schema.of();
        for (String name : names) {
            inputs = inputs.with(Field.of(name, DataType.FLOAT64));
        }
        return new Signature(inputs, Schema.of(Field.of("late", DataType.FLOAT64)));
    }
}
