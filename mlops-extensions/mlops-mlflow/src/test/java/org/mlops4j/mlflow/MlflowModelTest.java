// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;

class MlflowModelTest {

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private ModelVersion register(String format, byte[] bytes) {
        return mlops.registry().register("churn", ModelPackage.of(format).withFile("model", bytes));
    }

    private Map<String, Document> mlmodel(Path model) throws Exception {
        return Yaml.fields("MLmodel", Files.readString(model.resolve("MLmodel")));
    }

    @Test
    void anXgboostModelIsWrittenAsMlflowLoadsIt() throws Exception {
        Signature signature = new Signature(
                Schema.of(
                        Field.of("hour", DataType.INT64),
                        Field.nullable("delay", DataType.FLOAT64),
                        Field.of("distance", DataType.FLOAT32)),
                Schema.of(Field.of("prediction", DataType.FLOAT64)));
        ModelVersion version = mlops.registry()
                .register(
                        "churn",
                        ModelPackage.of("xgboost")
                                .withFile("model", ModelImportTest.bytes("golden.ubj"))
                                .signature(signature));
        Path model = directory.resolve("written");

        MlflowModel.of(mlops, version).writeTo(model);

        assertThat(model.resolve("model.ubj")).hasBinaryContent(ModelImportTest.bytes("golden.ubj"));
        assertThat(model.resolve("requirements.txt")).content().contains("xgboost");
        assertThat(model.resolve("python_env.yaml")).content().contains("-r requirements.txt");
        Map<String, Document> mlmodel = mlmodel(model);
        Document flavors = mlmodel.get("flavors");
        assertThat(flavors.get("xgboost").get("data").text()).isEqualTo("model.ubj");
        assertThat(flavors.get("xgboost").get("model_format").text()).isEqualTo("ubj");
        assertThat(flavors.get("xgboost").get("model_class").text()).isEqualTo("xgboost.core.Booster");
        assertThat(flavors.get("python_function").get("loader_module").text()).isEqualTo("mlflow.xgboost");
        assertThat(mlmodel.get("utc_time_created").text())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        assertThat(mlops.json().read(mlmodel.get("signature").get("inputs").text()))
                .isEqualTo(mlops.json()
                        .read("[{\"name\": \"hour\", \"required\": true, \"type\": \"long\"},"
                                + " {\"name\": \"delay\", \"required\": false, \"type\": \"double\"},"
                                + " {\"name\": \"distance\", \"required\": true, \"type\": \"float\"}]"));

        assertThat(MlflowImport.into(mlops).model(model, "again").imported()).hasSize(1);
        ModelVersion again = mlops.registry().load("again", 1);
        assertThat(again.manifest().format()).isEqualTo("xgboost");
        assertThat(again.manifest().findSignature()).contains(signature);
        assertThat(mlops.registry().read(again, "model")).isEqualTo(ModelImportTest.bytes("golden.ubj"));
    }

    @Test
    void everyFormatThatIsALibrarysOwnHasItsFlavor() {
        assertThat(MlflowModel.of(mlops, register("xgboost", "{\"learner\": {}}".getBytes(UTF_8)))
                        .files())
                .containsKeys("model.json", "MLmodel");
        assertThat(MlflowModel.of(mlops, register("lightgbm", "tree\n".getBytes(UTF_8)))
                        .files())
                .containsKeys("model.lgb", "requirements.txt");
        assertThat(MlflowModel.of(mlops, register("onnx", new byte[] {8, 9})).files())
                .containsKeys("model.onnx", "python_env.yaml");
        ModelVersion linear = register("linear", new byte[] {1});
        assertThatThrownBy(() -> MlflowModel.of(mlops, linear).files())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("no flavor for; xgboost, lightgbm, onnx are");
    }

    @Test
    void whatCameFromMlflowGoesBackAsItWas() throws Exception {
        Mlruns model = new Mlruns(Files.createDirectories(directory.resolve("model")))
                .file("MLmodel", ModelImportTest.resource("xgboost.MLmodel"))
                .copy("model.ubj", ModelImportTest.bytes("golden.ubj"))
                .file("conda.yaml", "name: mlflow-env\n");
        MlflowImport.into(mlops).model(model.root(), "churn");
        Path written = directory.resolve("written");

        MlflowModel.of(mlops, mlops.registry().load("churn", 1)).writeTo(written);

        for (String file : new String[] {"MLmodel", "model.ubj", "conda.yaml"}) {
            assertThat(written.resolve(file))
                    .hasSameBinaryContentAs(model.root().resolve(file));
        }
        ModelVersion version = mlops.registry().load("churn", 1);
        assertThatThrownBy(() -> MlflowModel.of(mlops, version).writeTo(written))
                .isInstanceOf(AlreadyExistsException.class);
    }
}
