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
import org.mlops4j.server.internal.mlflow.MlflowEndpoints;

/**
 * An HTTP server that answers the REST API of MLflow from a store of mlops4j, so that MLflow's clients in Python, Java
 * and R log to it. Thread-safe.
 *
 * <pre>{@code
 * try (MlflowServer server = MlflowServer.on(mlops).port(5000).start()) {
 *     …   // MLFLOW_TRACKING_URI=http://localhost:5000
 * }
 * }</pre>
 *
 * <p><b>What holds for clients.</b> What is answered is durable. A run that has ended never changes: to log to it, to
 * resume it or to end it in another way is refused. Names follow the rules of {@link org.mlops4j.data.Name}. The id of
 * a run is the one it has in Java, and what is logged in Java is found by clients; only runs that a client of this
 * server started can be logged to by clients.
 *
 * <p><b>What holds for the server.</b> It acts in the name of {@link Mlops#actor()}. A URI that a client sends is never
 * opened. It listens to this machine only unless it has a token; it speaks plain HTTP, so put a proxy that ends TLS in
 * front of it where a network is not trusted.
 *
 * <p>{@link #close} answers the requests that are under way and kills the runs that clients have not ended. Should the
 * process die, they are LOST as any run is.
 */
public final class MlflowServer implements AutoCloseable {

    /** The version of MLflow whose protocol is spoken. */
    public static final String PROTOCOL = MlflowEndpoints.VERSION;

    /** Where MLflow's own server listens. */
    public static final int DEFAULT_PORT = 5000;

    /** How large an artifact may be: more than S3 takes in one piece. */
    public static final long DEFAULT_ARTIFACT_BYTES = 8L << 30;

    /** How many requests are answered at once: they wait for the disk more than they compute. */
    public static final int DEFAULT_THREADS = 16;

    private final HttpService http;

    private MlflowServer(HttpService http) {
        this.http = http;
    }

    /** {@return a builder for a server on a store; the caller closes the store, after the server} */
    public static Builder on(Mlops mlops) {
        return new Builder(requireNonNull(mlops, "mlops"));
    }

    /** {@return what clients set as tracking URI} */
    public URI uri() {
        return http.uri();
    }

    /**
     * Answers what is under way, for half a minute at most, ends the runs of clients as KILLED, and stops; idempotent.
     */
    @Override
    public void close() {
        http.close();
    }

    /** What a server is made of. Not thread-safe. */
    public static final class Builder {

        private final Mlops mlops;
        private Place place = Place.here(DEFAULT_PORT, DEFAULT_THREADS);
        private long artifactBytes = DEFAULT_ARTIFACT_BYTES;

        private Builder(Mlops mlops) {
            this.mlops = mlops;
        }

        /**
         * Listens on this port; {@value MlflowServer#DEFAULT_PORT} if not said, 0 for one that is free.
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
            place = place.withAddress(requireNonNull(where, "address"));
            return this;
        }

        /**
         * Answers only who sends this token, as MLflow's clients do when MLFLOW_TRACKING_TOKEN is set.
         *
         * @param secret at least 16 characters
         * @return this
         */
        public Builder bearerToken(String secret) {
            place = place.withToken(requireNonNull(secret, "secret"));
            return this;
        }

        /**
         * Takes artifacts up to this size; {@link MlflowServer#DEFAULT_ARTIFACT_BYTES} if not said.
         *
         * @return this
         */
        public Builder artifactBytes(long most) {
            if (most < 1) {
                throw new IllegalArgumentException("artifacts need room for at least a byte, not for " + most);
            }
            artifactBytes = most;
            return this;
        }

        /**
         * Answers so many requests at once; {@link MlflowServer#DEFAULT_THREADS} if not said.
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
         * @throws StorageException if the port is taken, or the store cannot be written
         */
        public MlflowServer start() {
            place.requireClosed();
            Protocol protocol = MlflowEndpoints.on(mlops, new Guard(place.token()), artifactBytes);
            return new MlflowServer(HttpService.start(place, "mlflow-server", mlops.json(), protocol));
        }
    }
}
