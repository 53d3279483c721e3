// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.mlops4j.data.DocumentText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in as long as the gate is open, and turns exceptions into answers of a protocol. Thread-safe. */
final class GatedHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(GatedHandler.class);

    private final Gate gate;
    private final DocumentText json;
    private final Protocol protocol;

    GatedHandler(Gate gate, DocumentText json, Protocol protocol) {
        this.gate = gate;
        this.json = json;
        this.protocol = protocol;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        Exchange exchange = new Exchange(http, json);
        try (http) {
            if (!gate.enter()) {
                protocol.refuse(exchange, Failure.closing());
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
            protocol.answer(exchange);
        } catch (RuntimeException e) {
            Failure failure = protocol.failure(e);
            if (failure.status() == 500) {
                log.error("could not answer {} {}", exchange.method(), Shown.text(exchange.rawPath()), e);
            }
            protocol.refuse(exchange, failure);
        }
    }
}
