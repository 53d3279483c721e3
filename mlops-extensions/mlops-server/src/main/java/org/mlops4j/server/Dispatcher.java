// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in, finds who answers them, and turns exceptions into answers. Thread-safe. */
final class Dispatcher implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final List<String> MOUNTS = List.of("/api/2.0/", "/ajax-api/2.0/");
    private static final String ARTIFACTS = "mlflow-artifacts/artifacts";

    private final Gate gate;
    private final Guard guard;
    private final Routes routes;
    private final ArtifactEndpoint artifacts;
    private final DocumentText json;

    Dispatcher(Gate gate, Guard guard, Routes routes, ArtifactEndpoint artifacts, DocumentText json) {
        this.gate = gate;
        this.guard = guard;
        this.routes = routes;
        this.artifacts = artifacts;
        this.json = json;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        Exchange exchange = new Exchange(http, json);
        try (http) {
            if (!gate.enter()) {
                exchange.refuse(Failure.closing());
                return;
            }
            try {
                answer(exchange);
            } finally {
                gate.leave();
            }
        }
    }

    private void answer(Exchange exchange) throws IOException {
        try {
            dispatch(exchange);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            if (failure.status() == 500) {
                log.error("could not answer {} {}", exchange.method(), Shown.text(exchange.rawPath()), e);
            }
            exchange.refuse(failure);
        }
    }

    private void dispatch(Exchange exchange) throws IOException {
        String path = exchange.rawPath();
        if (path.equals("/health") || path.equals("/version")) {
            exchange.answer(path.equals("/health") ? "OK" : MlflowServer.PROTOCOL);
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
        return route.orElseThrow(() -> unknown(exchange)).answer(exchange.arguments());
    }

    private static Refusal unknown(Exchange exchange) {
        return new Refusal(Failure.noSuchRoute(exchange.method(), exchange.rawPath()));
    }
}
