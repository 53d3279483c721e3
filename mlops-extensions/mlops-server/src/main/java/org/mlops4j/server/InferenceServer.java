// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.server.internal.http.Guard;
import org.mlops4j.server.internal.http.HttpService;
import org.mlops4j.server.internal.http.Place;
import org.mlops4j.server.internal.http.Protocol;
import org.mlops4j.server.internal.inference.InferenceProtocol;

/**
 * An HTTP server that answers the Open Inference Protocol, version 2, for the deployments of this process, so that
 * programs in other languages are served by them as Java is. Thread-safe.
 *
 * <pre>{@code
 * try (InferenceServer server = InferenceServer.on(mlops).port(8080).start()) {
 *     …   // curl http://localhost:8080/v2/models/fraud
 * }
 * }</pre>
 *
 * <p><b>What holds for clients.</b> A model of the protocol is a deployment, by its name; those that are opened later
 * are served too. Its tensors are the fields of {@link org.mlops4j.serving.Deployment#request()}, a value for each row,
 * and the outputs of its champion. Every row is routed, counted and logged as a call of
 * {@link org.mlops4j.serving.Deployment#predict} is: under the id of the request, or that id, a slash and the number of
 * the row from 0 if there are several.
 *
 * <p><b>What holds for the server.</b> No text of a client becomes a path or the reference of a version: it serves what
 * is deployed. It listens to this machine only unless it has a token; health needs none. It speaks plain HTTP, so put a
 * proxy that ends TLS in front of it where a network is not trusted.
 */
public final class InferenceServer implements AutoCloseable {

    /** Where servers of the protocol listen. */
    public static final int DEFAULT_PORT = 8080;

    /** How many requests are answered at once. */
    public static final int DEFAULT_THREADS = 16;

    /** How large the body of a request may be: some hundred thousand values. */
    public static final long DEFAULT_REQUEST_BYTES = 4L << 20;

    private final HttpService http;

    private InferenceServer(HttpService http) {
        this.http = http;
    }

    /**
     * {@return a builder for a server on the deployments of a handle; the caller closes the handle, after the server}
     */
    public static Builder on(Mlops mlops) {
        return new Builder(requireNonNull(mlops, "mlops"));
    }

    /** {@return where clients find it} */
    public URI uri() {
        return http.uri();
    }

    /** Answers what is under way, for half a minute at most, and stops; idempotent. */
    @Override
    public void close() {
        http.close();
    }

    /** What a server is made of. Not thread-safe. */
    public static final class Builder {

        private final Mlops mlops;
        private Place place = Place.here(DEFAULT_PORT, DEFAULT_THREADS);
        private long requestBytes = DEFAULT_REQUEST_BYTES;

        private Builder(Mlops mlops) {
            this.mlops = mlops;
        }

        /**
         * Listens on this port; {@value InferenceServer#DEFAULT_PORT} if not said, 0 for one that is free.
         *
         * @return this
         */
        public Builder port(int number) {
            place = place.withPort(number);
            return this;
        }

        /**
         * Listens on this address of the machine, not only to the machine itself; needs a {@link #bearerToken}.
         *
         * @return this
         */
        public Builder address(InetAddress where) {
            place = place.withAddress(requireNonNull(where, "where"));
            return this;
        }

        /**
         * Answers only who sends this token in the header {@code Authorization: Bearer …}.
         *
         * @param secret at least 16 characters
         * @return this
         */
        public Builder bearerToken(String secret) {
            place = place.withToken(requireNonNull(secret, "secret"));
            return this;
        }

        /**
         * Takes requests up to this size; {@link InferenceServer#DEFAULT_REQUEST_BYTES} if not said.
         *
         * @return this
         */
        public Builder requestBytes(long most) {
            if (most < 1) {
                throw new IllegalArgumentException("requests need room for at least a byte, not for " + most);
            }
            requestBytes = most;
            return this;
        }

        /**
         * Answers so many requests at once; {@link InferenceServer#DEFAULT_THREADS} if not said.
         *
         * @return this
         */
        public Builder threads(int count) {
            place = place.withThreads(count);
            return this;
        }

        /**
         * {@return the server, listening}
         *
         * @throws InvalidException if others than this machine could connect and there is no token
         * @throws StorageException if the port is taken
         */
        public InferenceServer start() {
            place.requireClosed();
            Protocol protocol = new InferenceProtocol(new Guard(place.token()), mlops, requestBytes);
            return new InferenceServer(HttpService.start(place, "inference-server", mlops.json(), protocol));
        }
    }
}
