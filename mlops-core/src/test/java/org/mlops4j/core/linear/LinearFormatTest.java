// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Predictor;

class LinearFormatTest {

    private static final String LOGIT = "{\"intercept\": -1.5, \"coefficients\": [0.25, 3], \"link\": \"logit\"}";

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Predictor load(ModelPackage contents) {
        ModelVersion version = mlops.registry().register("m", contents);
        return new LinearFormat()
                .load(version.manifest(), file -> mlops.registry().read(version, file));
    }

    private static ModelPackage model(String json) {
        return ModelPackage.of("linear").withFile("model", json.getBytes(UTF_8));
    }

    private static double predict(Predictor predictor, double... row) {
        double[] out = new double[1];
        predictor.predict(row, out);
        return out[0];
    }

    @Test
    void theIdentityLinkGivesTheSum() {
        Predictor predictor = load(model(LOGIT.replace("logit", "identity")));

        assertThat(predictor.inputs()).isEqualTo(2);
        assertThat(predictor.outputs()).isEqualTo(1);
        assertThat(predict(predictor, 2, -1)).isEqualTo(-4.0);
        assertThat(predict(predictor, 2, Double.NaN)).isNaN();
    }

    // 1/(1+exp(-x)) to 50 digits by Python's decimal module, rounded to 17.
    @ParameterizedTest
    @CsvSource({"6, 0, 0.5", "2, 1, 0.88079707797788243", "-34, 0, 4.5397868702434395e-5", "4000, 0, 1", "-4000, 0, 0"})
    void theLogitLinkGivesAProbability(double first, double second, double expected) {
        assertThat(predict(load(model(LOGIT)), first, second)).isCloseTo(expected, within(Math.ulp(expected)));
    }

    @Test
    void aHandleServesItWithoutBeingTold() {
        mlops.registry().alias("m", "champion").moveTo(mlops.registry().register("m", model(LOGIT)), "first");
        try (Deployment deployment =
                mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"))) {
            double[] out = new double[1];
            deployment.score(new double[] {6, 0}, out);
            assertThat(out[0]).isEqualTo(0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"intercept\": 1, \"coefficients\": [1]}",
                "{\"intercept\": 1, \"coefficients\": [], \"link\": \"logit\"}",
                "{\"intercept\": 1, \"coefficients\": 1, \"link\": \"logit\"}",
                "{\"intercept\": 1, \"coefficients\": [1, null], \"link\": \"logit\"}",
                "{\"intercept\": 1, \"coefficients\": [\"NaN\"], \"link\": \"logit\"}",
                "{\"intercept\": 1, \"coefficients\": [1e999], \"link\": \"logit\"}",
                "{\"intercept\": \"1\", \"coefficients\": [1], \"link\": \"logit\"}",
                "{\"intercept\": 1, \"coefficients\": [1], \"link\": \"probit\"}",
                "{\"intercept\": 1, \"coefficients\": [1], \"link\": \"logit\", \"scale\": 2}",
                "{\"intercept\": 1, \"coefficients\": [1], \"link\": \"logit\"} x",
                "{\"intercept\": 1, \"intercept\": 2, \"coefficients\": [1], \"link\": \"logit\"}"
            })
    void whatIsNotALinearModelIsRefused(String json) {
        ModelPackage contents = model(json);
        assertThatThrownBy(() -> load(contents)).isInstanceOf(InvalidException.class);
    }

    @Test
    void theFileAndTheSignatureMustFit() {
        ModelPackage elsewhere = ModelPackage.of("linear").withFile("weights", LOGIT.getBytes(UTF_8));
        assertThatThrownBy(() -> load(elsewhere)).isInstanceOf(NotFoundException.class);

        Schema one = Schema.of(Field.of("x", DataType.FLOAT64));
        Schema two = one.with(Field.of("y", DataType.FLOAT64));
        ModelPackage narrow = model(LOGIT).signature(new Signature(one, one));
        assertThatThrownBy(() -> load(narrow))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("1 inputs")
                .hasMessageContaining("2 coefficients");
        ModelPackage wide = model(LOGIT).signature(new Signature(two, two));
        assertThatThrownBy(() -> load(wide))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("2 outputs");
    }

    @Test
    void aClosedModelRefuses() {
        Predictor predictor = load(model(LOGIT));
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predict(predictor, 1, 1)).isInstanceOf(IllegalStateException.class);
    }
}
