// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;

/** A request and the way to answer it. Of one thread. */
public final class Exchange {

    private static final String JSON = "application/json";

    private final HttpExchange http;
    private final DocumentText json;

    Exchange(HttpExchange http, DocumentText json) {
        this.http = http;
        this.json = json;
    }

    public String method() {
        return http.getRequestMethod();
    }

    /** {@return the path as it was sent, escapes and all} */
    public String rawPath() {
        String path = http.getRequestURI().getRawPath();
        return path == null ? "" : path;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    /**
     * {@return the fields of the query, or of the body if the method has one}
     *
     * @param most how many bytes a body may have
     */
    public Arguments arguments(long most) throws IOException {
        if (method().equals("GET")) {
            return Arguments.of(PercentCoding.query(http.getRequestURI().getRawQuery()));
        }
        try (InputStream in = body(most)) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length == 0) {
                return new Arguments(Document.object());
            } else if (header("Content-Type")
                    .filter(type -> type.startsWith(JSON))
                    .isEmpty()) {
                throw new InvalidException("the header 'Content-Type' must be " + JSON);
            }
            return Arguments.of(json.read(new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    public Arguments query() {
        return Arguments.of(PercentCoding.query(http.getRequestURI().getRawQuery()));
    }

    /** {@return the bytes that were sent; more than is allowed, or fewer than were announced, fail the last read} */
    public InputStream body(long most) {
        long announced = header("Content-Length").map(Exchange::length).orElse(BoundedStream.UNKNOWN);
        return new BoundedStream(http.getRequestBody(), announced, most);
    }

    public void answer(Document document) throws IOException {
        answer(200, document);
    }

    public void answer(int status, Document document) throws IOException {
        send(status, JSON, json.write(document));
    }

    /** Tells the client which methods would do. */
    public void allow(Set<String> methods) {
        http.getResponseHeaders().set("Allow", String.join(", ", methods));
    }

    public void answer(String text) throws IOException {
        send(200, "text/plain; charset=utf-8", text);
    }

    /**
     * Answers bytes of which the last may turn out to be damaged: then the answer breaks off, and the client sees it.
     */
    public void answer(InputStream bytes, long length) throws IOException {
        http.getResponseHeaders().set("Content-Disposition", "attachment");
        begin(200, "application/octet-stream", length);
        try (OutputStream out = http.getResponseBody()) {
            bytes.transferTo(out);
        }
    }

    /** Answers unless an answer has begun. */
    public void refuse(int status, Document document) throws IOException {
        if (http.getResponseCode() == -1) {
            answer(status, document);
        }
    }

    private void send(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(status, type, bytes.length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void begin(int status, String type, long length) throws IOException {
        http.getResponseHeaders().set("Content-Type", type);
        http.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        http.sendResponseHeaders(status, length == 0 ? -1 : length);
    }

    private static Long length(String header) {
        try {
            return Long.valueOf(header.strip());
        } catch (NumberFormatException e) {
            throw new InvalidException("the header 'Content-Length' is not a number", e);
        }
    }
}
