// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/**
 * Loads files written by XGBoost 2.1.4. {@code golden.*} is binary:logistic with three named features, depth 3, four
 * trees, base_score 0.3.
 */
class XgboostFormatTest {

    private static final Schema OUTPUT = Schema.of(Field.of("late", DataType.FLOAT64));

    @Test
    void theServiceLoaderFindsIt() {
        List<String> names = ServiceLoader.load(ModelFormat.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        assertThat(names).contains("xgboost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden.json", "golden.ubj"})
    void storedModelsPredictWhatTheLibraryPredicted(String file) throws IOException {
        Predictor predictor = load(manifest(inputs("hour", "delay", "distance"), "model"), resource(file));
        assertThat(predictor.inputs()).isEqualTo(3);
        assertThat(predictor.outputs()).isEqualTo(1);
        String table = new String(resource("golden.csv"), StandardCharsets.UTF_8);
        List<String> lines = table.lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            double[] cells = Arrays.stream(line.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double[] out = new double[1];
            predictor.predict(cells, out);
            assertThat((float) out[0]).as(line).isEqualTo((float) cells[3]);
        }
    }

    @Test
    void theOnlyFileMayHaveAnyName() throws IOException {
        assertThat(load(manifest(null, "late.ubj"), resource("golden.ubj")).inputs())
                .isEqualTo(3);
    }

    @Test
    void oneOfSeveralFilesMustBeTheModel() {
        assertThatThrownBy(() -> load(manifest(null, "a.ubj", "b.ubj"), new byte[0]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("a.ubj, b.ubj");
    }

    @Test
    void anotherNumberOfInputsIsRefused() {
        assertThatThrownBy(() -> load(manifest(inputs("hour", "delay"), "model"), resource("golden.ubj")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("the signature has 2 inputs, the model expects 3");
    }

    @Test
    void inputsInAnotherOrderAreRefused() {
        assertThatThrownBy(() -> load(manifest(inputs("hour", "distance", "delay"), "model"), resource("golden.ubj")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("input 1 of the signature is 'distance', the model expects 'delay'");
    }

    @Test
    void anotherNumberOfOutputsIsRefused() {
        Schema two = OUTPUT.with(Field.of("early", DataType.FLOAT64));
        Signature signature = new Signature(inputs("hour", "delay", "distance").inputs(), two);
        assertThatThrownBy(() -> load(manifest(signature, "model"), resource("golden.ubj")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("the signature has 2 outputs, the model gives 1");
    }

    private static Signature inputs(String... names) {
        Schema schema = Schema.of();
        for (String name : names) {
            schema = schema.with(Field.nullable(name, DataType.FLOAT64));
        }
        return new Signature(schema, OUTPUT);
    }

    private static ModelManifest manifest(@Nullable Signature signature, String... files) {
        return new ModelManifest(
                "xgboost",
                Arrays.stream(files)
                        .map(name -> new ModelManifest.File(name, Digest.of(name), 1))
                        .toList(),
                signature,
                null,
                Document.object());
    }

    private static Predictor load(ModelManifest manifest, byte[] bytes) {
        return new XgboostFormat().load(manifest, name -> bytes);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = XgboostFormatTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
