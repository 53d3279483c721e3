// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;

/**
 * A registered version as the directory of a model that MLflow loads: {@code MLmodel}, the model under the name that
 * the flavor wants, and the requirements of Python. For the formats {@code xgboost}, {@code lightgbm} and {@code onnx},
 * whose files are those of the libraries; other formats have no flavor.
 *
 * <pre>{@code
 * MlflowModel.of(mlops, version).writeTo(Path.of("late-flights"));   // mlflow.xgboost.load_model("late-flights")
 * }</pre>
 *
 * <p>The bytes of the model are those of the version, verified as they are read. What was imported from MLflow is
 * written with the files that it had there, its own {@code MLmodel} among them. Immutable.
 */
public final class MlflowModel {

    private static final String PYTHON_ENV =
            "python: \"3.10\"\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n";

    private final Mlops mlops;
    private final ModelVersion version;

    private MlflowModel(Mlops mlops, ModelVersion version) {
        this.mlops = mlops;
        this.version = version;
    }

    /** {@return a version of a store as a model of MLflow} */
    public static MlflowModel of(Mlops mlops, ModelVersion version) {
        return new MlflowModel(requireNonNull(mlops, "mlops"), requireNonNull(version, "version"));
    }

    /**
     * {@return the files of the model by their paths in the directory} All are in memory at once.
     *
     * @throws IncompatibleException if the format has no flavor
     * @throws org.mlops4j.error.CorruptException if the stored bytes are not those that were registered
     */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        SortedMap<String, String> before = namesInMlflow();
        if (before.containsValue(Flavor.MLMODEL)) {
            before.forEach((file, name) -> files.put(name, mlops.registry().read(version, file)));
            return files;
        }
        Flavor flavor = Flavor.find(version.manifest().format())
                .orElseThrow(() -> new IncompatibleException(
                        version + " is of the format '" + version.manifest().format()
                                + "', which MLflow has no flavor for; " + Flavor.names() + " are"));
        byte[] model = mlops.registry().read(version, flavor.modelFile(version.manifest()));
        files.put(flavor.fileName(model), model);
        files.put(Flavor.MLMODEL, mlmodel(flavor, model).getBytes(UTF_8));
        files.put("requirements.txt", flavor.requirements().getBytes(UTF_8));
        files.put("python_env.yaml", PYTHON_ENV.getBytes(UTF_8));
        return files;
    }

    /**
     * Writes the model into a new directory.
     *
     * @throws AlreadyExistsException if there is something of that name
     * @throws IncompatibleException if the format has no flavor
     * @throws StorageException if it cannot be written
     */
    public void writeTo(Path directory) {
        SortedMap<String, byte[]> files = files();
        try {
            Files.createDirectory(directory);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = directory.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException("there is something at " + directory + " already", e);
        } catch (IOException e) {
            throw new StorageException("could not write the model to " + directory, e);
        }
    }

    /** {@return what each file was called in MLflow, if it has been there} */
    private SortedMap<String, String> namesInMlflow() {
        SortedMap<String, String> names = new TreeMap<>();
        for (ModelManifest.File file : version.manifest().files()) {
            names.put(
                    file.name(),
                    version.manifest()
                            .properties()
                            .find("mlflow.file." + file.name())
                            .map(Document::text)
                            .orElse(file.name()));
        }
        return names;
    }

    /** {@return the file of that name: JSON, which is YAML as well, so that no letter needs rules of its own} */
    private String mlmodel(Flavor flavor, byte[] model) {
        Document.Fields mlmodel = Document.object()
                .with("artifact_path", version.model())
                .with(
                        "flavors",
                        Document.object()
                                .with(flavor.title(), flavor.configuration(model))
                                .with("python_function", flavor.function(model)))
                .with("mlflow_version", Flavor.MLFLOW)
                .with("model_uuid", version.digest().hex().substring(0, 32))
                .with("utc_time_created", UtcTime.text(version.created()))
                .with(
                        "metadata",
                        Document.object()
                                .with("mlops4j.version", version.id())
                                .with("mlops4j.digest", version.digest().hex()))
                .withOptional("run_id", version.run());
        return mlops.json()
                .write(version.manifest()
                        .findSignature()
                        .map(signature -> mlmodel.with("signature", new Signatures(mlops.json()).write(signature)))
                        .orElse(mlmodel));
    }
}
