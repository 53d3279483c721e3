// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.registry.ModelManifest;

/** How MLflow keeps the models of a library, for the formats that are the library's own. */
enum Flavor {
    XGBOOST("xgboost>=2", "mlflow.xgboost") {
        @Override
        String fileName(byte[] model) {
            return "model." + format(model);
        }

        @Override
        Document.Fields configuration(byte[] model) {
            return common(model).with("model_class", "xgboost.core.Booster").with("model_format", format(model));
        }

        /** Both begin with a brace; in UBJSON the length of a key follows, in JSON a quote or a blank. */
        private String format(byte[] model) {
            boolean text = model.length > 1 && (model[1] == '"' || Character.isWhitespace(model[1]));
            return text ? "json" : "ubj";
        }
    },
    LIGHTGBM("lightgbm>=3.3", "mlflow.lightgbm") {
        @Override
        String fileName(byte[] model) {
            return "model.lgb";
        }

        @Override
        Document.Fields configuration(byte[] model) {
            return common(model).with("model_class", "lightgbm.basic.Booster");
        }
    },
    ONNX("onnx\nonnxruntime", "mlflow.onnx") {
        @Override
        String fileName(byte[] model) {
            return "model.onnx";
        }

        @Override
        Document.Fields configuration(byte[] model) {
            return common(model)
                    .with("onnx_version", "1.15.0")
                    .with("providers", Document.texts(List.of("CPUExecutionProvider")));
        }
    };

    static final String MLMODEL = "MLmodel";

    /** The version whose form of directories this is. */
    static final String MLFLOW = "3.6.0";

    private final String requirements;
    private final String loader;

    Flavor(String requirements, String loader) {
        this.requirements = requirements;
        this.loader = loader;
    }

    /** {@return the flavor of a format, if there is one} */
    static Optional<Flavor> find(String format) {
        return Arrays.stream(values())
                .filter(flavor -> flavor.title().equals(format))
                .findFirst();
    }

    /** {@return the formats that have a flavor, for messages} */
    static String names() {
        return Arrays.stream(values()).map(Flavor::title).collect(Collectors.joining(", "));
    }

    /** {@return its name in MLflow, which is that of the format here} */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return what the model is called in the directory} */
    abstract String fileName(byte[] model);

    /** {@return what the flavor wants to know of the model} */
    abstract Document.Fields configuration(byte[] model);

    final Document.Fields common(byte[] model) {
        return Document.object().with("data", fileName(model)).with("code", Document.nothing());
    }

    /** {@return how models of any flavor are loaded for predictions} */
    Document.Fields function(byte[] model) {
        return Document.object()
                .with("loader_module", loader)
                .with("data", fileName(model))
                .with("env", Document.object().with("virtualenv", "python_env.yaml"));
    }

    /** {@return the libraries that Python needs, one a line} */
    String requirements() {
        return "mlflow>=2.3\n" + requirements + "\n";
    }

    /** {@return the only file of a version, or the file {@code model}} */
    String modelFile(ModelManifest manifest) {
        if (manifest.files().size() == 1) {
            return manifest.files().get(0).name();
        }
        return manifest.files().stream()
                .map(ModelManifest.File::name)
                .filter("model"::equals)
                .findFirst()
                .orElseThrow(() -> new IncompatibleException("a " + title()
                        + " model of several files has one called 'model'; this one has " + manifest.files()));
    }
}
