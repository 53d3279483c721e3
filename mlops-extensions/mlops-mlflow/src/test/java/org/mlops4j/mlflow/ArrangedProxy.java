// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a server; an arrangement says of each request what becomes of it. */
final class ArrangedProxy implements AutoCloseable {

    private final HttpServer proxy;
    private final URI server;
    private final Arrangement arrangement;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();

    ArrangedProxy(URI server, Arrangement arrangement) throws IOException {
        this.server = server;
        this.arrangement = arrangement;
        this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(threads);
        proxy.createContext("/", this::handle);
        proxy.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + proxy.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fate fate = arrangement.fate(exchange.getRequestURI().getPath(), new String(body, UTF_8));
            if (fate instanceof Refused refused) {
                exchange.sendResponseHeaders(refused.status(), -1);
            } else if (fate != Way.LOST) {
                HttpResponse<byte[]> answer = forwarded(exchange, body);
                if (fate == Way.ANSWERED) {
                    int length = answer.body().length;
                    exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
                    exchange.getResponseBody().write(answer.body());
                }
            }
        }
    }

    private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.toString().replaceAll("/$", "") + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
        threads.shutdownNow();
    }

    /** Says what becomes of requests, in any thread. */
    @FunctionalInterface
    interface Arrangement {

        Fate fate(String path, String body);
    }

    /** What becomes of a request. */
    sealed interface Fate {}

    /** The server never sees it. */
    record Refused(int status) implements Fate {}

    enum Way implements Fate {
        /** The server answers. */
        ANSWERED,
        /** It breaks off before the server sees it. */
        LOST,
        /** It breaks off after the server has done what it asks. */
        UNANSWERED
    }
}
