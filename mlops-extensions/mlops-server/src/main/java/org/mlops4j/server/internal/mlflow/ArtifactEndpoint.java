// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Exchange;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.PercentCoding;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.server.internal.http.Shown;

/** The endpoint that takes and gives the bytes of artifacts, and lists them. */
final class ArtifactEndpoint {

    private final Artifacts artifacts;
    private final OpenRuns runs;
    private final Experiments experiments;
    private final long mostBytes;

    ArtifactEndpoint(Artifacts artifacts, OpenRuns runs, Experiments experiments, long mostBytes) {
        this.artifacts = artifacts;
        this.runs = runs;
        this.experiments = experiments;
        this.mostBytes = mostBytes;
    }

    void addTo(Routes routes) {
        routes.add("GET", "mlflow/artifacts/list", this::listOfRun);
    }

    /**
     * Answers a request below {@code mlflow-artifacts/artifacts}.
     *
     * @param rawPath the rest of the path, escapes and all: empty, or a slash and more
     */
    void answer(Exchange exchange, String rawPath) throws IOException {
        String method = exchange.method();
        if (method.equals("GET") && (rawPath.isEmpty() || rawPath.equals("/"))) {
            exchange.answer(list(exchange.query()));
        } else if (method.equals("GET")) {
            get(exchange, address(decoded(rawPath)));
        } else if (method.equals("PUT")) {
            put(exchange, address(decoded(rawPath)));
        } else if (method.equals("DELETE")) {
            throw new Refusal(Failure.notImplemented("artifacts are never deleted"));
        } else {
            throw new Refusal(Failure.noSuchRoute(method, exchange.rawPath()));
        }
    }

    private void get(Exchange exchange, ArtifactPlace.Address address) throws IOException {
        String path = address.file();
        Digest digest = artifacts.files(address.place()).get(path);
        if (digest == null) {
            throw new Refusal(Failure.notFound("there is no artifact '" + path + "' in "
                    + Shown.text(address.place().uri())));
        }
        long length = artifacts.bytes(digest);
        try (InputStream bytes = artifacts.open(digest)) {
            exchange.answer(bytes, length);
        }
    }

    private void put(Exchange exchange, ArtifactPlace.Address address) throws IOException {
        String path = address.file();
        try (InputStream body = exchange.body(mostBytes)) {
            artifacts.put(address.place(), path, body);
        }
        exchange.answer(Document.object());
    }

    private Document list(Arguments query) {
        String path = query.findText("path").orElse("");
        ArtifactPlace.Address address = address(Arrays.asList(trimmed(path).split("/", -1)));
        return Wire.withList(Document.object(), "files", artifacts.list(address.place(), address.directory(), ""));
    }

    private Document listOfRun(Arguments arguments) {
        var run = runs.load(RunRoutes.id(arguments));
        ArtifactPlace place =
                ArtifactPlace.ofRun(experiments.of(run.experiment()).id(), run.id());
        String path = trimmed(arguments.findText("path").orElse(""));
        String directory = path.isEmpty() ? "" : new RelativePath(path).text();
        Document.Fields answer = Document.object().with("root_uri", place.uri());
        return Wire.withList(
                answer, "files", artifacts.list(place, directory, directory.isEmpty() ? "" : directory + "/"));
    }

    private static List<String> decoded(String rawPath) {
        return Arrays.stream(rawPath.substring(1).split("/", -1))
                .map(PercentCoding::path)
                .toList();
    }

    private static ArtifactPlace.Address address(List<String> segments) {
        return ArtifactPlace.parse(segments)
                .orElseThrow(() -> new Refusal(Failure.notFound(
                        "'" + Shown.text(String.join("/", segments)) + "' is no place for artifacts on this server")));
    }

    /** {@return a path of a query without the one slash that may end it} */
    private static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
