// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.PredictionLogging;

class RefusedModelTest {

    @TempDir
    Path directory;

    private final ProbeFormat format = new ProbeFormat();
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).format(format).open();
        ModelVersion good = mlops.registry()
                .register(
                        "m",
                        ProbeFormat.model(100, 2)
                                .features(READER.definition())
                                .signature(signature(READER.names(), 2)));
        mlops.registry().alias("m", "champion").moveTo(good, "first");
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private static DeploymentSpec spec() {
        return DeploymentSpec.named("d")
                .champion("m@champion")
                .features(READER)
                .logPredictions(PredictionLogging.complete());
    }

    private static Signature signature(List<String> inputs, int outputs) {
        return new Signature(fields(inputs), fields(List.of("a", "b", "c").subList(0, outputs)));
    }

    private static Schema fields(List<String> names) {
        return Schema.of(
                names.stream().map(name -> Field.of(name, DataType.FLOAT64)).toList());
    }

    static Stream<Arguments> modelsThatDoNotFit() {
        return Stream.of(
                arguments("other features", ProbeFormat.model(1, 2).features(Digest.of("others")), "definition"),
                arguments("other names", named("amount", "day"), "[amount, day]"),
                arguments("names in another order", named("hour", "amount"), "[hour, amount]"),
                arguments("more names", named("amount", "hour", "day"), "3 inputs"),
                arguments(
                        "a lying signature",
                        ProbeFormat.model(1, 2).signature(signature(READER.names(), 1)),
                        "outputs"),
                arguments("an unknown format", ModelPackage.of("abacus").withFile("model", new byte[1]), "abacus"));
    }

    private static ModelPackage named(String... inputs) {
        return ProbeFormat.model(1, 2).signature(signature(List.of(inputs), 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modelsThatDoNotFit")
    void whatDoesNotFitNeverServes(String what, ModelPackage contents, String named) {
        refuses(mlops.registry().register("m", contents), IncompatibleException.class, named);
    }

    @Test
    void whatAnswersZerosWithNanNeverServes() {
        refuses(mlops.registry().register("m", ProbeFormat.model(Double.NaN, 2)), InvalidException.class, "NaN");
    }

    @Test
    void whatIsNoModelOfItsFormatNeverServesAndIsNamed() {
        ModelVersion version = mlops.registry().register("m", ModelPackage.xgboost(new byte[] {1, 2, 3}));
        refuses(version, InvalidException.class, version + " cannot be loaded: ");
        assertThatThrownBy(() -> mlops.serving().explainer("m@champion", "check"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(version + " cannot be loaded: ");
        assertThatThrownBy(() -> mlops.serving().importances("m@champion", "check"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(version + " cannot be loaded: ");
    }

    @Test
    void whatWasChangedOnDiskNeverServes() throws IOException {
        ModelVersion version = mlops.registry().register("m", ProbeFormat.model(777, 2));
        flipAByte("777.0 2");
        refuses(version, CorruptException.class, "");
        assertThat(format.parsed)
                .as("nothing of the changed file comes to a parser")
                .containsOnly("100.0 2");
        assertThat(format.loaded).as("the good one").hasSize(1);
    }

    /** It neither replaces a champion nor is deployed, and what was loaded of it is freed. */
    private void refuses(ModelVersion version, Class<? extends MlopsException> type, String named) {
        Deployment deployment = mlops.serving().deploy(spec());
        ModelVersion good = deployment.champion();
        mlops.registry().alias("m", "champion").moveTo(version, "by mistake");

        assertThatThrownBy(deployment::refresh).isInstanceOf(type).hasMessageContaining(named);
        assertThat(deployment.champion()).isEqualTo(good);
        assertThat(deployment.predict("r", payment("ana", 1.0, 7)).value()).isEqualTo(100);
        deployment.close();

        assertThatThrownBy(() -> mlops.serving().deploy(spec()))
                .isInstanceOf(type)
                .hasMessageContaining(named);
        assertThat(mlops.serving().find("d")).isEmpty();
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
        assertThat(format.usedAfterClose).hasValue(0);
    }

    private void flipAByte(String contents) throws IOException {
        List<Path> blobs;
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            blobs = files.filter(Files::isRegularFile).toList();
        }
        for (Path blob : blobs) {
            byte[] bytes = Files.readAllBytes(blob);
            if (new String(bytes, UTF_8).equals(contents)) {
                bytes[0] ^= 1;
                Files.write(blob, bytes);
                return;
            }
        }
        throw new AssertionError("no blob holds " + contents);
    }

    @Test
    void anotherNumberOfOutputsDoesNotReplaceAChampion() {
        Deployment deployment = mlops.serving().deploy(spec());
        mlops.registry()
                .alias("m", "champion")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(1, 3)), "by mistake");
        assertThatThrownBy(deployment::refresh)
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("3 outputs");
        assertThat(deployment.predict("r", payment("ana", 1.0, 7)).value()).isEqualTo(100);
        deployment.close();
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
    }

    @Test
    void anAliasThatPointsNowhereIsNotDeployed() {
        assertThatThrownBy(
                        () -> mlops.serving().deploy(DeploymentSpec.named("d").champion("m@nobody")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
        assertThat(mlops.serving().find("d")).isEmpty();
    }

    @Test
    void aShadowThatCannotBeLoadedKeepsNothingOpenAndNoChampionFromMoving() {
        mlops.registry()
                .alias("m", "challenger")
                .moveTo(mlops.registry().register("m", ProbeFormat.model(1, 3)), "try");
        assertThatThrownBy(() -> mlops.serving().deploy(spec().shadow("m@challenger")))
                .isInstanceOf(IncompatibleException.class);
        assertThat(mlops.serving().find("d")).isEmpty();
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));

        Deployment deployment = mlops.serving().deploy(spec().shadow("m@later"));
        mlops.registry().alias("m", "later").moveTo(mlops.registry().load("m", 2), "try");
        ModelVersion better = mlops.registry().register("m", ProbeFormat.model(300, 2));
        mlops.registry().alias("m", "champion").moveTo(better, "it is better");
        assertThatThrownBy(deployment::refresh).isInstanceOf(IncompatibleException.class);
        assertThat(deployment.champion()).isEqualTo(better);
    }
}
