// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelPackage;

/**
 * A model as MLflow saves it: a directory with a file {@code MLmodel}, which says how to read the others.
 *
 * <p>A model may have several flavors. The one that names its format is the first of those below, then any but
 * {@code python_function}. A model of XGBoost in JSON or UBJSON, one of LightGBM and one in ONNX can be served; any
 * other is kept as it is.
 */
final class ModelDirectory {

    private static final String MLMODEL = "MLmodel";

    /** The flavors whose files are those of a format here, and how such a file begins. */
    private static final Map<String, String> SERVED = Map.of("xgboost", "{", "lightgbm", "tree\n", "onnx", "\b");

    private static final List<String> KNOWN = List.of("xgboost", "lightgbm", "catboost", "onnx", "h2o");

    private final String what;
    private final SortedMap<String, Path> files;
    private final SortedMap<String, Document> fields;
    private final String digest;
    private final Ledger ledger;

    private ModelDirectory(String what, SortedMap<String, Path> files, String mlmodel, Ledger ledger) {
        this.what = what;
        this.files = files;
        this.fields = Yaml.fields(what + ", file " + MLMODEL, mlmodel);
        this.digest = Digest.of(mlmodel.getBytes(StandardCharsets.UTF_8)).hex();
        this.ledger = ledger;
    }

    static ModelDirectory read(String what, Tree tree, Ledger ledger) {
        SortedMap<String, Path> files = tree.files();
        if (!files.containsKey(MLMODEL)) {
            throw new InvalidException(tree.root() + " is no model of MLflow: it has no file " + MLMODEL);
        }
        return new ModelDirectory(what, files, Tree.text(files.get(MLMODEL)), ledger);
    }

    /** {@return what tells this model from any other} */
    String id() {
        String id = Yaml.text(fields, "model_uuid");
        return id == null ? digest : id;
    }

    /** {@return the id of the run that made it, if it names one} */
    @Nullable String run() {
        return Yaml.text(fields, "run_id");
    }

    /** {@return the model as it can be registered} */
    ModelPackage contents(Pickles pickles, DocumentText json) {
        pickles.check(files);
        Map<String, Document> flavors =
                fields.getOrDefault("flavors", Document.object()).fields();
        String flavor = flavor(flavors);
        Path data = data(flavors.getOrDefault(flavor, Document.object()).fields());
        boolean served = data != null && isServed(flavor, data);
        ModelPackage model = ModelPackage.of(format(flavor, served));
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String name = served && file.getValue().equals(data) ? "model" : Keys.file(file.getKey());
            if (!name.equals(file.getKey())) {
                model = model.property("mlflow.file." + name, Document.of(file.getKey()));
            }
            model = model.withFile(name, file.getValue());
        }
        return withSignature(
                model.property("mlflow.flavors", Document.texts(flavors.keySet()))
                        .property("mlflow.version", Document.of(text("mlflow_version"))),
                json);
    }

    private String format(String flavor, boolean served) {
        if (served) {
            return flavor;
        }
        ledger.note(what, "is of flavor '" + flavor + "' and kept as it is; this library cannot serve it");
        // No model may take the name of a format whose files it does not hold.
        return SERVED.containsKey(flavor) ? "mlflow-" + flavor : Keys.name(flavor);
    }

    private static String flavor(Map<String, Document> flavors) {
        return KNOWN.stream()
                .filter(flavors::containsKey)
                .findFirst()
                .or(() -> flavors.keySet().stream()
                        .filter(flavor -> !flavor.equals("python_function"))
                        .findFirst())
                .or(() -> flavors.keySet().stream().findFirst())
                .orElseThrow(() -> new InvalidException("the MLmodel names no flavor"));
    }

    /** The path comes out of the file, so it is one of the files of the directory or nothing. */
    private @Nullable Path data(Map<String, Document> flavor) {
        String data = Yaml.text(flavor, "data");
        if (data == null) {
            return null;
        }
        if (!files.containsKey(data)) {
            throw new InvalidException("the MLmodel says that the model is in '" + data
                    + "', the files of the directory" + " are " + String.join(", ", files.keySet()));
        }
        return files.get(data);
    }

    /** JSON and UBJSON begin with a brace, the binary format of old does not; ONNX begins with its version. */
    private static boolean isServed(String flavor, Path file) {
        String begin = SERVED.get(flavor);
        if (begin == null) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(begin.length()), StandardCharsets.US_ASCII).equals(begin);
        } catch (IOException e) {
            throw new StorageException("could not read " + file, e);
        }
    }

    private ModelPackage withSignature(ModelPackage model, DocumentText json) {
        Document signature = fields.get("signature");
        if (!(signature instanceof Document.Fields stated)) {
            return model;
        }
        ModelPackage kept = model.property("mlflow.signature", signature);
        try {
            return kept.signature(new Signatures(json).convert(stated.fields()));
        } catch (InvalidException e) {
            ledger.note(what, "has a signature that is kept as property mlflow.signature only: " + e.getMessage());
            return kept;
        }
    }

    private String text(String field) {
        String text = Yaml.text(fields, field);
        return text == null ? "" : text;
    }
}
