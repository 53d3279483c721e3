// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.inference;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.server.internal.http.Exchange;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Guard;
import org.mlops4j.server.internal.http.PercentCoding;
import org.mlops4j.server.internal.http.Protocol;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.serving.Deployments;

/** The Open Inference Protocol, version 2: finds who answers a request. Thread-safe. */
public final class InferenceProtocol implements Protocol {

    private static final String ROOT = "/v2";

    /** Says that tensors follow the JSON as bytes: an extension that is not spoken here. */
    private static final String BINARY = "Inference-Header-Content-Length";

    private final Guard guard;
    private final Deployments deployments;
    private final long requestBytes;
    private final Routes routes;

    /**
     * Makes one.
     *
     * @param requestBytes how large a request may be
     */
    public InferenceProtocol(Guard guard, Mlops mlops, long requestBytes) {
        this.guard = guard;
        this.deployments = mlops.serving();
        this.requestBytes = requestBytes;
        this.routes = new ServedModels(deployments).routes();
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        String path = exchange.rawPath();
        if (path.equals(ROOT + "/health/live")) {
            exchange.answer(Document.object().with("live", true));
            return;
        } else if (path.equals(ROOT + "/health/ready")) {
            boolean ready = deployments.all().stream()
                    .allMatch(deployment -> deployment.status().stopped() == null);
            exchange.answer(ready ? 200 : 503, Document.object().with("ready", ready));
            return;
        }
        guard.check(exchange);
        if (path.equals(ROOT) || path.startsWith(ROOT + "/")) {
            exchange.answer(document(exchange, path.substring(ROOT.length())));
        } else {
            throw new Refusal(Failure.noSuchRoute(exchange.method(), path));
        }
    }

    private Document document(Exchange exchange, String endpoint) throws IOException {
        String plain = endpoint.startsWith("/") ? endpoint.substring(1) : endpoint;
        List<String> segments =
                Arrays.stream(plain.split("/", -1)).map(PercentCoding::path).toList();
        Set<String> methods = routes.methods(segments);
        if (methods.isEmpty()) {
            throw new Refusal(Failure.noSuchRoute(exchange.method(), exchange.rawPath()));
        } else if (!methods.contains(exchange.method())) {
            exchange.allow(methods);
            throw new Refusal(Failure.wrongMethod(exchange.method(), methods));
        } else if (exchange.header(BINARY).isPresent()) {
            throw new Refusal(
                    Failure.invalid("tensors as bytes behind the JSON are not read; send their values in 'data'"));
        }
        return routes.find(exchange.method(), segments).orElseThrow().answer(exchange.arguments(requestBytes));
    }

    @Override
    public Failure failure(RuntimeException e) {
        return InferenceFailures.of(e);
    }

    @Override
    public void refuse(Exchange exchange, Failure failure) throws IOException {
        exchange.refuse(failure.status(), Document.object().with("error", failure.message()));
    }

    /** Leaves the deployments open: they are the program's. */
    @Override
    public void close() {}
}
