// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.core.xgboost.XgboostFormat;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.Signature;

/** The model of XGBoost takes hour, delay and distance and gives one number, as does the linear one. */
class SignatureFitTest {

    private static final String LINEAR = "{\"intercept\": 1, \"coefficients\": [1, 2, 3], \"link\": \"identity\","
            + " \"inputs\": [\"hour\", \"delay\", \"distance\"]}";

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private static ModelPackage model(String format) throws IOException {
        if (format.equals("linear")) {
            return ModelPackage.of(format).withFile("model", LINEAR.getBytes(UTF_8));
        }
        try (InputStream golden = XgboostFormat.class.getResourceAsStream("golden.ubj")) {
            return ModelPackage.of(format)
                    .withFile("model", Objects.requireNonNull(golden).readAllBytes());
        }
    }

    private static Signature signature(List<String> inputs, int outputs) {
        return new Signature(
                Schema.of(inputs.stream()
                        .map(name -> Field.nullable(name, DataType.FLOAT64))
                        .toList()),
                Schema.of(Stream.iterate(0, i -> i + 1)
                        .limit(outputs)
                        .map(i -> Field.of("out" + i, DataType.FLOAT64))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"hour,delay\", 1, the signature has 2 inputs and the model expects 3",
                "\"hour,delay,distance,day\", 1, the signature has 4 inputs and the model expects 3",
                "\"hour,distance,delay\", 1, input 1 of the signature is 'distance' and the model expects 'delay' there",
                "\"hour,delay,distance\", 2, the signature has 2 outputs and the model gives 1"
            })
    void aSignatureThatDoesNotFitIsRefusedBeforeThereIsAVersion(String inputs, int outputs, String why)
            throws IOException {
        ModelRegistry registry = store.mlops().registry();
        for (String format : List.of("xgboost", "linear")) {
            ModelPackage contents = model(format).signature(signature(List.of(inputs.split(",")), outputs));
            assertThatThrownBy(() -> registry.register("late-flights", contents))
                    .as(format)
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("package for model 'late-flights' is not registered")
                    .hasMessageContaining(why.replace(" and", ","));
        }
        assertThat(registry.versions("late-flights")).isEmpty();
        assertThat(registry.models()).isEmpty();
        assertThat(registry.register("late-flights", model("linear")).number()).isOne();
        assertThat(store.mlops().audit().verify()).isEqualTo(1);
    }

    @Test
    void oneThatFitsIsTakenAndSoIsWhatNobodyHereCanRead() throws IOException {
        ModelRegistry registry = store.mlops().registry();
        Signature fits = signature(List.of("hour", "delay", "distance"), 1);
        assertThat(registry.register("m", model("xgboost").signature(fits)).number())
                .isEqualTo(1);
        assertThat(registry.register("m", model("linear").signature(fits)).number())
                .isEqualTo(2);
        Signature other = signature(List.of("hour"), 1);
        ModelPackage unknown = ModelPackage.of("pmml").withFile("model", new byte[] {1});
        assertThat(registry.register("m", unknown.signature(other)).number()).isEqualTo(3);
        ModelPackage damaged = ModelPackage.of("xgboost").withFile("model", new byte[] {1});
        assertThat(registry.register("m", damaged.signature(other)).number()).isEqualTo(4);
    }
}
