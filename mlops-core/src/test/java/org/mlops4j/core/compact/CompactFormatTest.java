// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.trees.Mutants;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.spi.ModelFormat;

class CompactFormatTest {

    private static final double[] ROW = {5, Double.NaN, 174.52411};

    @TempDir
    Path directory;

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(ModelFormat.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("compact");
    }

    @Test
    void aConvertedModelIsServedLikeTheOriginal() throws IOException {
        ModelPackage original = ModelPackage.xgboost(golden()).signature(signature("hour", "delay", "distance"));
        try (Mlops mlops = Mlops.open(directory)) {
            ModelVersion plain = mlops.registry().register("late", original);
            ModelVersion compact = mlops.registry().register("late", CompactFormat.convert(original));
            assertThat(compact.manifest().format()).isEqualTo("compact");
            double[] expected = new double[1];
            double[] actual = new double[1];
            try (LoadedModel before = mlops.serving().load("late/" + plain.number(), "test");
                    LoadedModel after = mlops.serving().load("late/" + compact.number(), "test")) {
                before.predictor().predict(ROW, expected);
                after.predictor().predict(ROW, actual);
            }
            assertThat(actual).isEqualTo(expected);
            assertThat(mlops.serving().importances("late/" + compact.number(), "test"))
                    .isEqualTo(mlops.serving().importances("late/" + plain.number(), "test"));
            double[] why = new double[4];
            double[] whyPlain = new double[4];
            mlops.serving().explainer("late/" + compact.number(), "test").explain(ROW, why);
            mlops.serving().explainer("late/" + plain.number(), "test").explain(ROW, whyPlain);
            assertThat(why).isEqualTo(whyPlain);
        }
    }

    @Test
    void whatBelongsToTheModelStays() throws IOException {
        Signature signature = signature("hour", "delay", "distance");
        ModelPackage original = ModelPackage.xgboost(golden())
                .withFile("notes.txt", new byte[] {1})
                .signature(signature)
                .features(Digest.of("features"))
                .examples(Examples.of(new double[][] {ROW}, new double[][] {{0.111846626}})
                        .within(1e-6))
                .property("owner", Document.of("ada"));
        ModelPackage converted = CompactFormat.convert(original);
        assertThat(converted.files()).containsOnlyKeys("model", "notes.txt");
        assertThat(converted.findSignature()).contains(signature);
        assertThat(converted.findFeatures()).contains(Digest.of("features"));
        assertThat(converted.properties()).isEqualTo(original.properties());
    }

    @Test
    void theSignatureMustFit() throws IOException {
        ModelPackage converted =
                CompactFormat.convert(ModelPackage.xgboost(golden())).signature(signature("hour", "distance", "delay"));
        try (Mlops mlops = Mlops.open(directory)) {
            assertThatThrownBy(() -> mlops.registry().register("late", converted))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("input 1 of the signature is 'distance', the model expects 'delay'");
        }
    }

    @Test
    void whatHasNoTreesIsNotConverted() {
        ModelPackage linear = ModelPackage.of("linear").withFile("model", new byte[0]);
        assertThatThrownBy(() -> CompactFormat.convert(linear))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("models of the format 'linear' have no compact form");
        ModelPackage broken = ModelPackage.lightgbm("forest".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> CompactFormat.convert(broken)).isInstanceOf(InvalidException.class);
        ModelPackage absent = ModelPackage.lightgbm(directory.resolve("absent.txt"));
        assertThatThrownBy(() -> CompactFormat.convert(absent)).isInstanceOf(NotFoundException.class);
    }

    private static Signature signature(String... names) {
        Schema inputs = Schema.of();
        for (String name : names) {
            inputs = inputs.with(Field.nullable(name, DataType.FLOAT64));
        }
        return new Signature(inputs, Schema.of(Field.of("late", DataType.FLOAT64)));
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = Mutants.class.getResourceAsStream("../xgboost/golden.ubj")) {
            return Objects.requireNonNull(in, "golden.ubj").readAllBytes();
        }
    }
}
