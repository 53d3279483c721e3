// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.mlflow.Mlruns.RUN;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.xgboost.XgboostModel;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelVersion;

class ModelImportTest {

    private static final String XGBOOST = resource("xgboost.MLmodel");

    @TempDir
    Path directory;

    private Mlops mlops;
    private Mlruns model;

    @BeforeEach
    void open() throws IOException {
        mlops = Mlops.open(directory.resolve("store"));
        model = new Mlruns(Files.createDirectories(directory.resolve("model")));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    static String resource(String name) {
        return new String(bytes(name), UTF_8);
    }

    static byte[] bytes(String name) {
        try (InputStream in = ModelImportTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("could not read " + name, e);
        }
    }

    private ImportReport imported() {
        return MlflowImport.into(mlops).model(model.root(), "churn");
    }

    private Mlruns xgboost() {
        return model.file("MLmodel", XGBOOST)
                .copy("model.ubj", bytes("golden.ubj"))
                .file("conda.yaml", "name: mlflow-env\n");
    }

    @Test
    void anXgboostModelIsRegisteredWithItsSignatureSoThatItCanBeServed() {
        xgboost();

        ImportReport report = imported();

        assertThat(report.imported()).extracting(ImportReport.Item::detail).containsExactly("churn/1");
        ModelVersion version = mlops.registry().load("churn", 1);
        assertThat(version.manifest().format()).isEqualTo("xgboost");
        assertThat(version.manifest().files())
                .extracting(file -> file.name())
                .containsExactly("MLmodel", "conda.yaml", "model");
        assertThat(version.manifest().findSignature().orElseThrow().inputs())
                .hasToString("(hour int64, delay float64?, distance float32)");
        assertThat(version.manifest().findSignature().orElseThrow().outputs()).hasToString("(prediction float32)");
        assertThat(version.manifest().properties().get("mlflow.file.model").text())
                .isEqualTo("model.ubj");
        assertThat(mlops.registry().read(version, "model")).isEqualTo(bytes("golden.ubj"));
        assertThat(XgboostModel.read(mlops.registry().read(version, "model")).features())
                .isEqualTo(3);
    }

    @Test
    void theImportedModelPredictsAsTheLibraryThatMadeItDoes() {
        xgboost();
        imported();
        ModelVersion version = mlops.registry().load("churn", 1);

        double[] out = new double[1];
        XgboostModel.read(mlops.registry().read(version, "model"))
                .predictor()
                .predict(new double[] {5, Double.NaN, 174.52411f}, out);

        assertThat((float) out[0]).isEqualTo(0.111846626f);
    }

    @Test
    void aSecondImportSkipsIt() {
        xgboost();
        imported();

        assertThat(imported().skipped())
                .extracting(ImportReport.Item::detail)
                .containsExactly("imported before, as churn/1");
        assertThat(mlops.registry().versions("churn")).hasSize(1);
    }

    @Test
    void anOldBinaryModelIsKeptButNotAsOneThatCanBeServed() {
        model.file("MLmodel", XGBOOST).copy("model.ubj", new byte[] {'b', 'i', 'n', 'f', 0});

        assertThat(imported().notes()).extracting(ImportReport.Item::detail).anyMatch(note -> note.contains("xgboost"));
        assertThat(mlops.registry().load("churn", 1).manifest().format()).isEqualTo("mlflow-xgboost");
    }

    @Test
    void mlflowsOwnModelOfScikitLearnIsRefusedAsItIsAPickle() {
        model.file("MLmodel", resource("sklearn.MLmodel")).copy("model.pkl", new byte[] {(byte) 0x80, 4, '.'});

        assertThat(imported().refused())
                .singleElement()
                .satisfies(item -> assertThat(item.detail()).contains("'model.pkl' is a pickle"));
        assertThat(mlops.registry().models()).isEmpty();
    }

    @Test
    void aPickleThatIsWantedIsKeptUnread() {
        model.file("MLmodel", resource("sklearn.MLmodel")).copy("model.pkl", new byte[] {(byte) 0x80, 4, '.'});

        MlflowImport.into(mlops).pickles(Pickles.KEEP).model(model.root(), "churn");

        ModelVersion version = mlops.registry().load("churn", 1);
        assertThat(version.manifest().format()).isEqualTo("sklearn");
        assertThat(mlops.registry().read(version, "model.pkl")).containsExactly(0x80, 4, '.');
    }

    @Test
    void aPickleOrAJavaObjectUnderAnotherNameIsFound() {
        for (byte[] begin : List.of(new byte[] {(byte) 0x80, 2, '.'}, new byte[] {(byte) 0x80, 5, '.'}, new byte[] {
            (byte) 0xAC, (byte) 0xED, 0, 5
        })) {
            model.file("MLmodel", XGBOOST).copy("model.ubj", begin);
            assertThat(imported().refused()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", "..%2fsecret", "file:///etc/passwd", "none"})
    void dataOutsideOfTheDirectoryAreRefused(String data) throws IOException {
        Files.writeString(directory.resolve("secret"), "{}");
        model.file("MLmodel", XGBOOST.replace("data: model.ubj", "data: " + data))
                .copy("model.ubj", new byte[] {'{'});

        assertThat(imported().refused())
                .singleElement()
                .satisfies(item -> assertThat(item.detail()).contains("'" + data + "'"));
    }

    @Test
    void aLinkIsRefused() throws IOException {
        xgboost();
        Files.createSymbolicLink(model.root().resolve("link"), directory);

        assertThat(imported().refused())
                .singleElement()
                .satisfies(item -> assertThat(item.detail()).contains("symbolic link"));
    }

    @Test
    void anOnnxModelIsRegisteredSoThatItCanBeServed() {
        byte[] onnx = {8, 10, 58, 0};
        model.file("MLmodel", "flavors: {onnx: {data: model.onnx}, python_function: {}}")
                .copy("model.onnx", onnx);

        assertThat(imported().notes()).isEmpty();
        ModelVersion version = mlops.registry().load("churn", 1);
        assertThat(version.manifest().format()).isEqualTo("onnx");
        assertThat(mlops.registry().read(version, "model")).isEqualTo(onnx);
    }

    @Test
    void aSignatureThatHasNoFormHereIsKeptAndSaid() {
        model.file("MLmodel", """
                        flavors: {catboost: {data: model.cbm}}
                        signature:
                          inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 28, 28]}}]'
                          outputs: '[{"type": "double"}]'
                        """).file("model.cbm", "CBM1");

        assertThat(imported().notes()).hasSize(2);
        ModelVersion version = mlops.registry().load("churn", 1);
        assertThat(version.manifest().format()).isEqualTo("catboost");
        assertThat(version.manifest().findSignature()).isEmpty();
        assertThat(version.manifest()
                        .properties()
                        .get("mlflow.signature")
                        .get("inputs")
                        .text())
                .contains("28");
    }

    @Test
    void versionsAndAliasesOfADirectoryAreRegisteredWithTheirRun() {
        Mlruns mlruns = new Mlruns(directory.resolve("mlruns"))
                .experiment("0", "Default")
                .run("0", RUN, 3, "1714565400456", "active")
                .file("0/" + RUN + "/artifacts/m/MLmodel", XGBOOST)
                .copy("0/" + RUN + "/artifacts/m/model.ubj", bytes("golden.ubj"))
                .file("models/late flights/meta.yaml", "name: late flights\n")
                .file("models/late flights/aliases/champion", "4")
                .file("models/late flights/aliases/latest", "4");
        version(mlruns, 2, "models:/m-0000", "None");
        version(mlruns, 3, "file:///etc/", "None");
        version(mlruns, 4, "file:///C:/work/mlruns/0/" + RUN + "/artifacts/m", "Production");
        version(mlruns, 5, "mlflow-artifacts:/0/" + RUN + "/artifacts/m/../../..", "None");
        version(mlruns, 6, "runs:/" + RUN + "/none", "None");

        ImportReport report = MlflowImport.into(mlops).mlruns(mlruns.root());

        assertThat(report.refused())
                .extracting(ImportReport.Item::what)
                .containsExactly(
                        "model late flights/2", "model late flights/3", "model late flights/5", "model late flights/6");
        ModelVersion version = mlops.registry().resolve("late-flights@champion");
        assertThat(version.id()).isEqualTo("late-flights/1");
        assertThat(version.run()).isEqualTo("Default-1");
        assertThat(version.manifest().properties().get("mlflow.number")).isEqualTo(Document.of(4));
        assertThat(version.manifest().properties().get("mlflow.stage").text()).isEqualTo("Production");
        assertThat(report.notes()).extracting(ImportReport.Item::detail).anyMatch(note -> note.contains("'latest'"));
        assertThat(mlops.tracking().load("Default-1").models()).containsExactly("late-flights/1");
    }

    private static void version(Mlruns mlruns, int number, String source, String stage) {
        mlruns.file("models/late flights/version-" + number + "/meta.yaml", """
                creation_timestamp: 171456480000%d
                current_stage: %s
                run_id: %s
                source: '%s'
                version: %d
                """.formatted(
                        number, stage, RUN, source, number));
    }

    @Test
    void whatIsNoModelIsSaid() {
        assertThat(imported().refused())
                .singleElement()
                .satisfies(item -> assertThat(item.detail()).contains("no file MLmodel"));
        assertThatThrownBy(() -> MlflowImport.into(mlops).model(model.root(), "../churn"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> MlflowImport.into(mlops).model(directory.resolve("none"), "churn"))
                .isInstanceOf(NotFoundException.class);
    }
}
