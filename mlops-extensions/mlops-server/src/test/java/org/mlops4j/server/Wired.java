// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;

/** Sends requests to a server byte by byte, so that no client library repairs them on the way. */
final class Wired {

    private final URI server;
    private final DocumentText json;

    Wired(URI server, DocumentText json) {
        this.server = server;
        this.json = json;
    }

    Answer get(String target) throws IOException {
        return send("GET", target, "", new byte[0]);
    }

    Answer post(String endpoint, String body) throws IOException {
        return send("POST", "/api/2.0/" + endpoint, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    Answer patch(String endpoint, String body) throws IOException {
        return send("PATCH", "/api/2.0/" + endpoint, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    Answer delete(String endpoint, String body) throws IOException {
        return send("DELETE", "/api/2.0/" + endpoint, "Content-Type: application/json\r\n", body.getBytes(UTF_8));
    }

    Answer put(String target, byte[] body) throws IOException {
        return send("PUT", target, "", body);
    }

    Answer send(String method, String target, String headers, byte[] body) throws IOException {
        String host = headers.contains("Host:") ? "" : "Host: localhost:" + server.getPort() + "\r\n";
        return raw(
                method + " " + target + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + headers + "Content-Length: "
                        + body.length + "\r\n\r\n",
                body);
    }

    /** Sends a head and bytes as they are, and reads what comes until the server closes the connection. */
    Answer raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            // One packet: a second one would wait until the first is acknowledged.
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(ISO_8859_1));
            request.writeBytes(body);
            request.writeTo(socket.getOutputStream());
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            return end < 0
                    ? new Answer(0, "", json)
                    : new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(end + 4), json);
        }
    }

    /**
     * What a server answered.
     *
     * @param status the HTTP status, 0 if there was no answer
     * @param body its bytes as ISO 8859-1
     * @param json reads it
     */
    record Answer(int status, String body, DocumentText json) {

        Document document() {
            return json.read(new String(body.getBytes(ISO_8859_1), UTF_8));
        }

        String errorCode() {
            return document().get("error_code").text();
        }

        String message() {
            return document().get("message").text();
        }
    }
}
