// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.inference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.Deployments;
import org.mlops4j.serving.Prediction;

/** The deployments of this process as models of the Open Inference Protocol. Thread-safe. */
final class ServedModels {

    /** What may be asked of a request, for names in logs and figures. */
    private static final int ID_CHARACTERS = 200;

    private static final String VERSION = "version";

    private final Deployments deployments;

    ServedModels(Deployments deployments) {
        this.deployments = deployments;
    }

    /** {@return the endpoints behind {@code /v2/}} */
    Routes routes() {
        return new Routes()
                .add("GET", "", arguments -> server())
                .add("GET", "models/{model}", arguments -> metadata(model(arguments), null))
                .add("GET", "models/{model}/ready", arguments -> ready(model(arguments)))
                .add("POST", "models/{model}/infer", arguments -> infer(model(arguments), null, arguments))
                .add("GET", "models/{model}/versions/{version}", arguments -> {
                    Deployment deployment = model(arguments);
                    return metadata(deployment, version(deployment, arguments));
                })
                .add("GET", "models/{model}/versions/{version}/ready", arguments -> {
                    Deployment deployment = model(arguments);
                    version(deployment, arguments);
                    return ready(deployment);
                })
                .add("POST", "models/{model}/versions/{version}/infer", arguments -> {
                    Deployment deployment = model(arguments);
                    return infer(deployment, version(deployment, arguments), arguments);
                });
    }

    private static Document server() {
        String version = ServedModels.class.getPackage().getImplementationVersion();
        return Document.object()
                .with("name", "mlops4j")
                .with(VERSION, version == null ? "unreleased" : version)
                .with("extensions", Document.texts(List.of()));
    }

    /** {@return the tensors of a version; of the champion if none is asked for} */
    private static Document metadata(Deployment deployment, @Nullable ModelVersion asked) {
        ModelVersion version = asked == null ? deployment.champion() : asked;
        List<Document> inputs = new ArrayList<>();
        fields(deployment)
                .fields()
                .forEach(field -> inputs.add(TensorType.of(field).metadata(field.name())));
        List<Document> outputs = outputs(version).stream()
                .map(name -> Document.object()
                        .with("name", name)
                        .with("datatype", TensorType.OUTPUT)
                        .with("shape", Document.list(Document.of(-1))))
                .<Document>map(tensor -> tensor)
                .toList();
        return Document.object()
                .with("name", deployment.name())
                .with(
                        "versions",
                        Document.texts(deployment.versions().stream()
                                .map(ServedModels::number)
                                .distinct()
                                .toList()))
                .with("platform", "mlops4j_" + version.manifest().format())
                .with("inputs", Document.list(inputs))
                .with("outputs", Document.list(outputs));
    }

    private static Document ready(Deployment deployment) {
        String stopped = deployment.status().stopped();
        if (stopped != null) {
            throw new Refusal(Failure.unavailable("deployment '" + deployment.name() + "' is stopped: " + stopped));
        }
        return Document.object().with("name", deployment.name()).with("ready", true);
    }

    private Document infer(Deployment deployment, @Nullable ModelVersion version, Arguments request) {
        String id = request.findText("id").orElseGet(() -> UUID.randomUUID().toString());
        if (id.length() > ID_CHARACTERS) {
            throw new InvalidException(
                    "'id' has " + id.length() + " characters, at most " + ID_CHARACTERS + " are allowed");
        }
        List<Map<String, @Nullable Object>> rows = TensorRows.of(
                fields(deployment),
                request.objects("inputs").stream().map(Tensor::of).toList());
        List<String> outputs = outputs(version == null ? deployment.champion() : version);
        List<Integer> wanted = wanted(outputs, request);
        List<Prediction> predictions = predict(deployment, version, id, rows);
        Set<String> answered = new HashSet<>();
        predictions.forEach(prediction -> answered.add(number(prediction.version())));
        Document.Fields answer = Document.object()
                .with("model_name", deployment.name())
                .with("id", id)
                .with("outputs", outputs(outputs, wanted, predictions));
        return answered.size() == 1
                ? answer.with("model_version", answered.iterator().next())
                : answer;
    }

    private List<Prediction> predict(
            Deployment deployment,
            @Nullable ModelVersion version,
            String id,
            List<Map<String, @Nullable Object>> rows) {
        try {
            List<Prediction> predictions = new ArrayList<>(rows.size());
            for (int row = 0; row < rows.size(); row++) {
                String rowId = rows.size() == 1 ? id : id + "/" + row;
                predictions.add(
                        version == null
                                ? deployment.predict(rowId, rows.get(row))
                                : deployment.predictWith(version, rowId, rows.get(row)));
            }
            return predictions;
        } catch (IllegalStateException e) {
            if (deployments.find(deployment.name()).filter(deployment::equals).isEmpty()) {
                throw new Refusal(Failure.unavailable("deployment '" + deployment.name() + "' was closed"));
            }
            throw e;
        }
    }

    private static Document outputs(List<String> names, List<Integer> wanted, List<Prediction> predictions) {
        List<Document> tensors = new ArrayList<>();
        for (int output : wanted) {
            List<Document> data = predictions.stream()
                    .map(prediction -> Document.of(prediction.values().get(output)))
                    .toList();
            tensors.add(Document.object()
                    .with("name", names.get(output))
                    .with("datatype", TensorType.OUTPUT)
                    .with("shape", Document.list(Document.of(predictions.size())))
                    .with("data", Document.list(data)));
        }
        return Document.list(tensors);
    }

    /** {@return the indexes of the outputs that are asked for; of all if none is} */
    private static List<Integer> wanted(List<String> names, Arguments request) {
        List<String> asked = request.objects("outputs").stream()
                .map(output -> output.text("name"))
                .toList();
        for (String name : asked) {
            if (!names.contains(name)) {
                throw new InvalidException("there is no output '" + Shown.text(name) + "'; there are " + names);
            }
        }
        return asked.isEmpty()
                ? IntStream.range(0, names.size()).boxed().toList()
                : asked.stream().map(names::indexOf).toList();
    }

    private Deployment model(Arguments arguments) {
        String name = arguments.text("model");
        return deployments
                .find(name)
                .orElseThrow(() -> new Refusal(
                        Failure.notFound("there is no deployment '" + Shown.text(name) + "' in this process")));
    }

    /** {@return the version of that number on a route of the deployment} */
    private static ModelVersion version(Deployment deployment, Arguments arguments) {
        String asked = arguments.text(VERSION);
        List<ModelVersion> served = deployment.versions();
        List<ModelVersion> found =
                served.stream().filter(version -> number(version).equals(asked)).toList();
        if (found.isEmpty()) {
            throw new Refusal(Failure.notFound("no route of deployment '" + deployment.name() + "' has version "
                    + Shown.text(asked) + "; there are " + served));
        } else if (found.size() > 1) {
            throw new Refusal(Failure.notFound("several routes of deployment '" + deployment.name()
                    + "' have a version " + asked + ", of different models: " + found + "; ask without a version"));
        }
        return found.get(0);
    }

    private static Schema fields(Deployment deployment) {
        try {
            return deployment.request();
        } catch (IllegalStateException e) {
            throw new InvalidException(
                    "deployment '" + deployment.name() + "' takes vectors alone: its model has no signature of numbers",
                    e);
        }
    }

    private static List<String> outputs(ModelVersion version) {
        return version.manifest()
                .findSignature()
                .map(Signature::outputs)
                .map(Schema::names)
                .orElseThrow(() ->
                        new InvalidException("the outputs of " + version + " have no names: it has no signature"));
    }

    private static String number(ModelVersion version) {
        return Long.toString(version.number());
    }
}
