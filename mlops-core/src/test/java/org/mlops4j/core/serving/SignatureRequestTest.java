// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.InputRule;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.Protection.Unknown;

/** Requests of models that need no feature store. */
class SignatureRequestTest {

    private static final Schema INPUTS = Schema.of(
            Field.of("a", DataType.FLOAT64), Field.of("n", DataType.INT64), Field.of("flag", DataType.BOOLEAN));

    @TempDir
    private Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion register(Schema inputs) {
        byte[] model = "{\"intercept\": 1, \"coefficients\": [10, 100, 1000], \"link\": \"identity\"}"
                .getBytes(StandardCharsets.UTF_8);
        Signature signature = new Signature(inputs, Schema.of(Field.of("y", DataType.FLOAT64)));
        return mlops.registry()
                .register(
                        "m", ModelPackage.of("linear").withFile("model", model).signature(signature));
    }

    @Test
    void aRequestHasTheInputsOfTheSignatureByName() {
        register(INPUTS);
        Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d").champion("m/1").logPredictions(PredictionLogging.complete()));
        assertThat(deployment.request()).isEqualTo(INPUTS);
        assertThat(deployment
                        .predict("r", Map.of("flag", true, "n", 2, "a", 0.5))
                        .value())
                .isEqualTo(1 + 5 + 200 + 1000);
        assertThat(deployment.predict("s", Row.of(INPUTS, 0.5, 2, false)).value())
                .isEqualTo(1 + 5 + 200);
        deployment.flush();
        Table logged = mlops.events().read(PredictionStreams.predictions("d", VectorReader.of(INPUTS)), 0, 10);
        assertThat(logged.doubles("feature.n").toArray()).containsExactly(2, 2);
        assertThat(logged.doubles("request.a").toArray()).containsExactly(0.5, 0.5);
    }

    @Test
    void whatIsMissingUnknownOrOfAnotherTypeIsNamed() {
        register(INPUTS);
        Deployment deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1"));
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("a", null);
        wrong.put("n", 2);
        wrong.put("b", 2);
        assertThatThrownBy(() -> deployment.predict("r", wrong))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("'a' is missing, 'flag' is missing, 'b' is no field");
        assertThatThrownBy(() -> deployment.predict("r", Map.of("a", "1", "n", 2.5, "b", 2)))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("field 'a' is float64, got a String, field 'n' is int64, got a Double 2.5,"
                        + " 'flag' is missing, 'b' is no field");
        assertThatThrownBy(() -> deployment.predict("r", Map.of("a", Double.NaN, "n", 2, "flag", true)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("must be a number");
        assertThatThrownBy(() -> deployment.predict("r", Row.of(Schema.of(INPUTS.field(0)), 1.0)))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("'n' is missing, 'flag' is missing");
        assertThat(deployment.status().errors()).isEqualTo(4);
    }

    /** A request as a program holds it, in an order of its own. */
    private record Request(boolean flag, double a, int n) {}

    private record Wide(String customer, boolean flag, int n, int a) {}

    @Test
    void rowsInAnyOrderRecordsAndTablesAreFittedByName() {
        register(INPUTS);
        Deployment deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1"));
        double expected = 1 + 5 + 200 + 1000;
        Schema turned = INPUTS.select(List.of("n", "flag", "a"));
        assertThat(deployment.predict("r", Row.of(turned, 2, true, 0.5)).value())
                .isEqualTo(expected);
        assertThat(deployment.predict("s", new Request(true, 0.5, 2)).value()).isEqualTo(expected);
        Table rows = Table.builder(turned).add(2, true, 0.5).add(2, false, 0.5).build();
        assertThat(deployment.predict(List.of("t", "u"), rows))
                .extracting(Prediction::requestId, Prediction::value)
                .containsExactly(tuple("t", expected), tuple("u", expected - 1000));
        assertThatThrownBy(() -> deployment.predict(List.of("t"), rows))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("2 rows and 1 ids");
        assertThatThrownBy(() ->
                        deployment.predict("r", Row.of(turned.with(Field.of("b", DataType.STRING)), 2, true, 0.5, "x")))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("'b' is no field");
    }

    @Test
    void unknownFieldsAreLeftOutWhereThatIsDeclared() {
        register(INPUTS);
        Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d").champion("m/1").logPredictions(PredictionLogging.complete()));
        assertThatThrownBy(() -> deployment.predict("r", new Wide("ana", true, 2, 1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("'customer' is no field");
        deployment.change(
                routing -> routing.protection(Protection.none().unknown(Unknown.IGNORE)), "callers send their own");
        assertThat(deployment.predict("r", new Wide("ana", true, 2, 1)).value()).isEqualTo(1 + 10 + 200 + 1000);
        assertThat(deployment
                        .predict("s", Map.of("a", 1, "n", 2, "flag", false, "x", "y"))
                        .value())
                .isEqualTo(1 + 10 + 200);
        assertThatThrownBy(() -> deployment.predict("r", Map.of("a", 1, "n", 2, "x", "y")))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("'flag' is missing");
    }

    @Test
    void aRuleStandsInForAMissingInputWhateverTheSignatureSays() {
        register(INPUTS);
        Deployment deployment = mlops.serving()
                .deploy(DeploymentSpec.named("d")
                        .champion("m/1")
                        .protection(Protection.none()
                                .input("a", InputRule.any().whenMissing(0.5))
                                .input("n", InputRule.any().whenMissing(2))
                                .input("flag", InputRule.any().whenMissing(1)))
                        .logPredictions(PredictionLogging.complete()));
        assertThat(deployment.predict("r", Map.of()).value()).isEqualTo(1 + 5 + 200 + 1000);
        assertThat(deployment
                        .predict("s", Row.of(INPUTS.select(List.of("n")), 3))
                        .value())
                .isEqualTo(1 + 5 + 300 + 1000);
        deployment.flush();
        Table logged = mlops.events().read(PredictionStreams.predictions("d", VectorReader.of(INPUTS)), 0, 10);
        assertThat(logged.doubles("request.a").toArray()).containsExactly(0.5, 0.5);
        deployment.change(
                routing -> routing.protection(
                        Protection.none().input("n", InputRule.any().whenMissing(0.5))),
                "no whole number");
        assertThatThrownBy(() -> deployment.predict("r", Map.of("a", 1, "flag", true)))
                .isInstanceOf(InvalidException.class)
                .hasMessageEndingWith("'n' is missing");
    }

    @Test
    void aNullableInputMayBeLeftOutAndIsNaN() {
        register(Schema.of(INPUTS.field(0), Field.nullable("n", DataType.INT64), INPUTS.field(2)));
        Deployment deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1"));
        assertThat(deployment.predict("r", Map.of("a", 1.0, "flag", true)).value())
                .isNaN();
    }

    @Test
    void aVersionWithOtherInputsDoesNotTakeOver() {
        mlops.registry().alias("m", "champion").moveTo(register(INPUTS), "first");
        Deployment deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
        Schema renamed = Schema.of(Field.of("b", DataType.FLOAT64), INPUTS.field(1), INPUTS.field(2));
        mlops.registry().alias("m", "champion").moveTo(register(renamed), "other inputs");
        assertThatThrownBy(deployment::refresh)
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("[b, n, flag]");
        assertThat(deployment.champion().number()).isEqualTo(1);
    }

    @Test
    void textsAreNoInputsByThemselves() {
        assertThatThrownBy(() -> VectorReader.of(Schema.of(Field.of("t", DataType.STRING))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("t");
    }
}
