// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
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
import org.mlops4j.serving.Explainer;
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

    // By Python's decimal module to 50 digits, or exact.
    @ParameterizedTest
    @CsvSource({
        "log, 1, 2.7182818284590452",
        "inverse, 4, 0.25",
        "inverse_squared, 4, 0.5",
        "inverse_squared, -4, NaN",
        "sqrt, 3, 9",
        "cloglog, 0.5, 0.80770435445203507",
        "cloglog, -40, 4.2483542552915890e-18",
        "cauchit, 1, 0.75",
        "cauchit, 0, 0.5"
    })
    void everyLinkHasItsInverse(String link, double sum, double expected) {
        Predictor predictor = load(model("{\"intercept\": 0, \"coefficients\": [1], \"link\": \"" + link + "\"}"));
        double actual = predict(predictor, sum);
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
    }

    /** The classes of irises by scikit-learn's LogisticRegression, made by iris.py beside the values. */
    @Test
    void aMultinomialModelPredictsAsWhereItWasTrained() throws IOException {
        Properties iris = new Properties();
        try (InputStream file = LinearFormatTest.class.getResourceAsStream("iris.properties")) {
            iris.load(file);
        }
        Predictor predictor = load(model(iris.getProperty("model")));
        assertThat(predictor.inputs()).isEqualTo(4);
        assertThat(predictor.outputs()).isEqualTo(3);
        double[] rows = numbers(iris.getProperty("rows"));
        double[] expected = numbers(iris.getProperty("probabilities"));
        double[] out = new double[expected.length];
        predictor.predictAll(rows, rows.length / 4, out);
        assertThat(out).hasSizeGreaterThan(100).containsExactly(expected, within(1e-14));
    }

    @Test
    void sumsBeyondTheExponentialAreNoNaN() {
        Predictor predictor = load(
                model(
                        "{\"intercept\": [0, 0], \"coefficients\": [[1000], [-1000]], \"link\": \"softmax\", \"inputs\": [\"x\"]}"));
        double[] out = new double[2];
        predictor.predict(new double[] {5}, out);
        assertThat(out).containsExactly(1, 0);
        predictor.predict(new double[] {Double.NaN}, out);
        assertThat(out).containsOnly(Double.NaN);
    }

    @Test
    void inputsThatHaveNamesMustBeThoseOfTheSignature() {
        String json = LOGIT.replace("}", ", \"inputs\": [\"a\", \"b\"]}");
        Schema one = Schema.of(Field.of("y", DataType.FLOAT64));
        Schema right = Schema.of(Field.of("a", DataType.FLOAT64), Field.of("b", DataType.FLOAT64));
        assertThat(load(model(json).signature(new Signature(right, one))).inputs())
                .isEqualTo(2);
        Schema wrong = Schema.of(Field.of("b", DataType.FLOAT64), Field.of("a", DataType.FLOAT64));
        ModelPackage swapped = model(json).signature(new Signature(wrong, one));
        assertThatThrownBy(() -> load(swapped))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("input 0 of the signature is 'b', the model expects 'a'");
    }

    @Test
    void aContributionIsTheCoefficientTimesTheDistanceFromTheMean() {
        String json =
                "{\"intercept\": [1, 2], \"coefficients\": [[3, 4], [5, 6]], \"link\": \"softmax\", \"means\": [10, 0.5]}";
        assertThat(explain(json, 11, 0)).containsExactly(3, -2, 1 + 30 + 2, 5, -3, 2 + 50 + 3);
        assertThat(explain(json, Double.NaN, 0)).containsExactly(Double.NaN, -2, 33, Double.NaN, -3, 55);
        assertThat(explain(json.replace(", \"means\": [10, 0.5]", ""), 11, 0)).containsExactly(33, 0, 1, 55, 0, 2);
    }

    @Test
    void meansMustBeAsManyAsInputs() {
        ModelPackage contents = model(LOGIT.replace("}", ", \"means\": [1]}"));
        assertThatThrownBy(() -> load(contents))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("1 means, and has 2 coefficients");
    }

    private double[] explain(String json, double... row) {
        ModelVersion version = mlops.registry().register("explained", model(json));
        Explainer explainer = mlops.serving().explainer("explained/" + version.number(), "test");
        assertThat(explainer.inputs()).isEqualTo(2);
        double[] out = new double[explainer.groups() * 3];
        explainer.explain(row, out);
        assertThatThrownBy(() -> explainer.explain(new double[1], out)).isInstanceOf(IllegalArgumentException.class);
        return out;
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
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
                "{\"intercept\": [1], \"coefficients\": [1], \"link\": \"logit\"}",
                "{\"intercept\": [1, 2], \"coefficients\": [[1]], \"link\": \"softmax\"}",
                "{\"intercept\": [1, 2], \"coefficients\": [[1], [1, 2]], \"link\": \"softmax\"}",
                "{\"intercept\": [], \"coefficients\": [], \"link\": \"softmax\"}",
                "{\"intercept\": 1, \"coefficients\": [1], \"link\": \"logit\", \"inputs\": [\"a\", \"b\"]}",
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
                .hasMessageContaining("the model expects 2");
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
