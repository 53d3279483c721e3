// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;

/** A model serves only if it predicts what it did where it was trained. */
class ExamplesTest {

    private static final double[][] ROWS = {{1, 2}, {0.1, -3}, {0, 0}};
    private static final double[][] PREDICTIONS = {{1 + 10 + 200}, {1 + 1 - 300}, {1}};

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

    private ModelVersion register(String coefficients, Examples examples) {
        byte[] model = ("{\"intercept\": 1, \"coefficients\": [" + coefficients + "], \"link\": \"identity\"}")
                .getBytes(StandardCharsets.UTF_8);
        return mlops.registry()
                .register(
                        "m", ModelPackage.of("linear").withFile("model", model).examples(examples));
    }

    @Test
    void aModelThatGivesItsPredictionsAgainServes() {
        ModelVersion version = register("10, 100", Examples.of(ROWS, PREDICTIONS));
        assertThat(version.manifest().findExamples().orElseThrow().prediction(1))
                .isEqualTo(PREDICTIONS[1]);
        mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1")).close();
    }

    @Test
    void aModelThatPredictsSomethingElseNeverServesAndTheOldOneStays() {
        Examples examples = Examples.of(ROWS, PREDICTIONS);
        mlops.registry().alias("m", "champion").moveTo(register("10, 100", examples), "first");
        Deployment deployment = mlops.serving().deploy(DeploymentSpec.named("d").champion("m@champion"));
        mlops.registry().alias("m", "champion").moveTo(register("10, 100.01", examples), "second");
        assertThatThrownBy(deployment::refresh)
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("m/2 answers example 0 with [211.02], where it was trained it gave [211.0]");
        assertThat(deployment.champion().number()).isEqualTo(1);
        mlops.registry().alias("m", "champion").moveTo(register("10, 100.01", examples.within(1e-3)), "third");
        deployment.refresh();
        assertThat(deployment.champion().number()).isEqualTo(3);
    }

    @Test
    void examplesOfAnotherModelAreRefused() {
        register("10, 100, 1000", Examples.of(ROWS, PREDICTIONS));
        assertThatThrownBy(
                        () -> mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("2 inputs and 1 outputs, the model has 3 and 1");
    }

    @Test
    void missingInputsAreStoredAndComeBack() {
        Examples examples = Examples.of(new double[][] {{Double.NaN, -0.0}}, new double[][] {{1e-320}})
                .within(0);
        Examples back = Examples.from(mlops.json().read(mlops.json().write(examples.toDocument())));
        assertThat(back.row(0)[0]).isNaN();
        assertThat(back.row(0)[1]).isEqualTo(-0.0);
        assertThat(back.matches(0, new double[] {1e-320})).isTrue();
        assertThat(back.matches(0, new double[] {2e-320})).isFalse();
        assertThat(back.matches(0, new double[] {Double.NaN})).isFalse();
    }

    @Test
    void whatIsNoExampleIsRefused() {
        assertThatThrownBy(() -> Examples.of(new double[0][], new double[0][])).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Examples.of(ROWS, new double[][] {{1}})).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Examples.of(new double[][] {{1}, {1, 2}}, new double[][] {{1}, {2}}))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Examples.of(new double[][] {{1}}, new double[][] {{Double.NaN}}))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> Examples.of(ROWS, PREDICTIONS).within(-1)).isInstanceOf(InvalidException.class);
        byte[] model = "{}".getBytes(StandardCharsets.UTF_8);
        mlops.registry()
                .register(
                        "m",
                        ModelPackage.of("linear").withFile("model", model).property("examples", Document.of("none")));
        assertThatThrownBy(
                        () -> mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1")))
                .isInstanceOf(InvalidException.class);
    }
}
