// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.server.internal.http.Exchange;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Guard;
import org.mlops4j.server.internal.http.PercentCoding;
import org.mlops4j.server.internal.http.Protocol;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Routes;

/** MLflow's REST API: finds who answers a request. Thread-safe. */
final class MlflowProtocol implements Protocol {

    private static final List<String> MOUNTS = List.of("/api/2.0/", "/ajax-api/2.0/");
    /** The largest body that is read as JSON: the largest field, the profile of a data set, and some more. */
    private static final long JSON_BYTES = 20 << 20;

    private static final String ARTIFACTS = "mlflow-artifacts/artifacts";

    private final Guard guard;
    private final Routes routes;
    private final ArtifactEndpoint artifacts;
    private final OpenRuns runs;

    MlflowProtocol(Guard guard, Routes routes, ArtifactEndpoint artifacts, OpenRuns runs) {
        this.guard = guard;
        this.routes = routes;
        this.artifacts = artifacts;
        this.runs = runs;
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        String path = exchange.rawPath();
        if (path.equals("/health") || path.equals("/version")) {
            exchange.answer(path.equals("/health") ? "OK" : MlflowEndpoints.VERSION);
            return;
        }
        guard.check(exchange);
        String endpoint = MOUNTS.stream()
                .filter(path::startsWith)
                .findFirst()
                .map(mount -> path.substring(mount.length()))
                .orElseThrow(() -> unknown(exchange));
        if (endpoint.equals(ARTIFACTS) || endpoint.startsWith(ARTIFACTS + "/")) {
            artifacts.answer(exchange, endpoint.substring(ARTIFACTS.length()));
        } else {
            exchange.answer(document(exchange, endpoint));
        }
    }

    private Document document(Exchange exchange, String endpoint) throws IOException {
        List<String> segments =
                Arrays.stream(endpoint.split("/", -1)).map(PercentCoding::path).toList();
        Optional<Routes.Route> route = routes.find(exchange.method(), segments);
        return route.orElseThrow(() -> unknown(exchange)).answer(exchange.arguments(JSON_BYTES));
    }

    private static Refusal unknown(Exchange exchange) {
        return new Refusal(Failure.noSuchRoute(exchange.method(), exchange.rawPath()));
    }

    @Override
    public Failure failure(RuntimeException e) {
        return Failure.of(e);
    }

    @Override
    public void refuse(Exchange exchange, Failure failure) throws IOException {
        exchange.refuse(failure.status(), failure.toDocument());
    }

    @Override
    public void close() {
        runs.close();
    }
}
