// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.error.StorageException;

/**
 * Where an MLflow server is, and how it knows us. Immutable; its use is {@link MlflowImport#server} and
 * {@link MlflowExport}. Nothing is sent before.
 *
 * <p>Artifacts go through the server, which is MLflow's default ({@code --serve-artifacts}): no address that a server
 * answers is ever opened, and redirects are not followed. A request that failed is not sent again by itself.
 */
public final class MlflowConnection {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** How long an answer is waited for. */
    static final Duration ANSWER = Duration.ofMinutes(2);

    private static final int JSON_BYTES = 64 << 20;
    private static final String API = "/api/2.0/";

    private final URI server;
    private final @Nullable String authorization;
    private final HttpClient http;

    private MlflowConnection(URI server, @Nullable String authorization, HttpClient http) {
        this.server = server;
        this.authorization = authorization;
        this.http = http;
    }

    /**
     * {@return a connection to a server}
     *
     * @param trackingUri such as {@code http://localhost:5000}
     * @throws InvalidException if it is not of HTTP
     */
    public static MlflowConnection to(URI trackingUri) {
        if (!"http".equals(trackingUri.getScheme()) && !"https".equals(trackingUri.getScheme())) {
            throw new InvalidException("the address of an MLflow server begins with http:// or https://, not "
                    + trackingUri.getScheme() + ":");
        }
        String text = trackingUri.toString();
        return new MlflowConnection(
                URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text),
                null,
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build());
    }

    /** {@return this connection with a token, as MLFLOW_TRACKING_TOKEN has it} */
    public MlflowConnection bearerToken(String token) {
        return new MlflowConnection(server, "Bearer " + requireNonNull(token, "token"), http);
    }

    @Override
    public String toString() {
        return server.toString();
    }

    Document get(DocumentText json, String endpoint, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return document(
                json,
                request(endpoint + (parameters.isEmpty() ? "" : "?" + parameters))
                        .GET());
    }

    Document post(DocumentText json, String endpoint, Document body) {
        return document(
                json,
                request(endpoint)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.write(body))));
    }

    void delete(DocumentText json, String endpoint, Document body) {
        document(
                json,
                request(endpoint)
                        .header("Content-Type", "application/json")
                        .method("DELETE", BodyPublishers.ofString(json.write(body))));
    }

    /** Stores an artifact under a path of the proxy. */
    void put(DocumentText json, String path, byte[] bytes) {
        document(json, request("mlflow-artifacts/artifacts/" + escaped(path)).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    /** {@return the bytes of an artifact; the caller closes the stream} */
    InputStream open(DocumentText json, String path) {
        HttpResponse<InputStream> answer = send(
                request("mlflow-artifacts/artifacts/" + escaped(path)).GET().build());
        if (answer.statusCode() != 200) {
            throw refused(json, answer);
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String endpoint) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + API + endpoint)).timeout(ANSWER);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Document document(DocumentText json, HttpRequest.Builder request) {
        HttpResponse<InputStream> answer = send(request.build());
        if (answer.statusCode() != 200) {
            throw refused(json, answer);
        }
        return json.read(text(answer));
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new StorageException("could not reach the MLflow server " + server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for the MLflow server " + server, e);
        }
    }

    private RuntimeException refused(DocumentText json, HttpResponse<InputStream> answer) {
        int status = answer.statusCode();
        String message = "the MLflow server " + server + " answered " + status + " to "
                + answer.request().method() + " " + answer.request().uri().getPath() + why(json, answer);
        return switch (status) {
            case 404 -> new NotFoundException(message);
            case 401, 403 -> new RejectedException(message);
            default ->
                status < 500 ? new InvalidException(message) : new StorageException(message, new FailedAnswer(status));
        };
    }

    private String why(DocumentText json, HttpResponse<InputStream> answer) {
        try {
            Document error = json.read(text(answer));
            return ": " + error.get("error_code").text() + ", "
                    + error.get("message").text();
        } catch (InvalidException noJson) {
            return "";
        }
    }

    private String text(HttpResponse<InputStream> answer) {
        try (InputStream in = answer.body()) {
            byte[] bytes = in.readNBytes(JSON_BYTES + 1);
            if (bytes.length > JSON_BYTES) {
                throw new InvalidException(
                        "the MLflow server " + server + " answered more than " + JSON_BYTES + " bytes");
            }
            return new String(bytes, UTF_8);
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while reading from the MLflow server " + server, e);
        } catch (IOException e) {
            throw new StorageException("could not read the answer of the MLflow server " + server, e);
        }
    }

    private static String escaped(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
