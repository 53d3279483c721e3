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
import org.mlops4j.serving.Routing;

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
                .add("GET", "models/{model}", arguments -> metadata(model(arguments)))
                .add("GET", "models/{model}/ready", arguments -> ready(model(arguments)))
                .add("POST", "models/{model}/infer", arguments -> infer(model(arguments), null, arguments))
                .add("GET", "models/{model}/versions/{version}", arguments -> metadata(versioned(arguments)))
                .add("GET", "models/{model}/versions/{version}/ready", arguments -> ready(versioned(arguments)))
                .add(
                        "POST",
                        "models/{model}/versions/{version}/infer",
                        arguments -> infer(versioned(arguments), arguments.text(VERSION), arguments));
    }

    private static Document server() {
        String version = ServedModels.class.getPackage().getImplementationVersion();
        return Document.object()
                .with("name", "mlops4j")
                .with(VERSION, version == null ? "unreleased" : version)
                .with("extensions", Document.texts(List.of()));
    }

    private static Document metadata(Deployment deployment) {
        ModelVersion champion = deployment.champion();
        List<Document> inputs = new ArrayList<>();
        fields(deployment)
                .fields()
                .forEach(field -> inputs.add(TensorType.of(field).metadata(field.name())));
        List<Document> outputs = outputs(deployment).stream()
                .map(name -> Document.object()
                        .with("name", name)
                        .with("datatype", TensorType.OUTPUT)
                        .with("shape", Document.list(Document.of(-1))))
                .<Document>map(tensor -> tensor)
                .toList();
        return Document.object()
                .with("name", deployment.name())
                .with("versions", Document.texts(List.of(number(champion))))
                .with("platform", "mlops4j_" + champion.manifest().format())
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

    private Document infer(Deployment deployment, @Nullable String version, Arguments request) {
        String id = request.findText("id").orElseGet(() -> UUID.randomUUID().toString());
        if (id.length() > ID_CHARACTERS) {
            throw new InvalidException(
                    "'id' has " + id.length() + " characters, at most " + ID_CHARACTERS + " are allowed");
        }
        List<Map<String, @Nullable Object>> rows = TensorRows.of(
                fields(deployment),
                request.objects("inputs").stream().map(Tensor::of).toList());
        List<Integer> wanted = wanted(outputs(deployment), request);
        List<Prediction> predictions = predict(deployment, id, rows);
        Set<String> answered = new HashSet<>();
        predictions.forEach(prediction -> answered.add(number(prediction.version())));
        if (version != null && !answered.equals(Set.of(version))) {
            throw new Refusal(Failure.notFound("another version than " + Shown.text(version) + " answers meanwhile"));
        }
        Document.Fields answer = Document.object()
                .with("model_name", deployment.name())
                .with("id", id)
                .with("outputs", outputs(outputs(deployment), wanted, predictions));
        return answered.size() == 1
                ? answer.with("model_version", answered.iterator().next())
                : answer;
    }

    private List<Prediction> predict(Deployment deployment, String id, List<Map<String, @Nullable Object>> rows) {
        try {
            List<Prediction> predictions = new ArrayList<>(rows.size());
            for (int row = 0; row < rows.size(); row++) {
                predictions.add(deployment.predict(rows.size() == 1 ? id : id + "/" + row, rows.get(row)));
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

    /** {@return the deployment, if all of its requests go to that version} */
    private Deployment versioned(Arguments arguments) {
        Deployment deployment = model(arguments);
        String version = arguments.text(VERSION);
        String champion = number(deployment.champion());
        Routing routing = deployment.routing();
        if (!version.equals(champion)) {
            throw new Refusal(Failure.notFound("deployment '" + deployment.name() + "' answers with version " + champion
                    + ", not with " + Shown.text(version)));
        } else if (!routing.arms().isEmpty() || !routing.segments().isEmpty()) {
            throw new Refusal(Failure.notFound("deployment '" + deployment.name()
                    + "' routes each request to one of several versions; ask without a version"));
        }
        return deployment;
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

    private static List<String> outputs(Deployment deployment) {
        ModelVersion champion = deployment.champion();
        return champion.manifest()
                .findSignature()
                .map(Signature::outputs)
                .map(Schema::names)
                .orElseThrow(() -> new InvalidException("the outputs of deployment '" + deployment.name()
                        + "' have no names: " + champion + " has no signature"));
    }

    private static String number(ModelVersion version) {
        return Long.toString(version.number());
    }
}
