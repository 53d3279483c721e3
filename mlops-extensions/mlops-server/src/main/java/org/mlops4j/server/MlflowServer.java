// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;

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
    public static final String PROTOCOL = "3.6.0";

    /** Where MLflow's own server listens. */
    public static final int DEFAULT_PORT = 5000;

    /** How large an artifact may be: more than S3 takes in one piece. */
    public static final long DEFAULT_ARTIFACT_BYTES = 8L << 30;

    /** How many requests are answered at once: they wait for the disk more than they compute. */
    public static final int DEFAULT_THREADS = 16;

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int WAITING_REQUESTS = 1_000;
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final HttpServer http;
    private final ExecutorService executor;
    private final Gate gate;
    private final OpenRuns runs;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MlflowServer(HttpServer http, ExecutorService executor, Gate gate, OpenRuns runs) {
        this.http = http;
        this.executor = executor;
        this.gate = gate;
        this.runs = runs;
    }

    /** {@return a builder for a server on a store; the caller closes the store, after the server} */
    public static Builder on(Mlops mlops) {
        return new Builder(requireNonNull(mlops, "mlops"));
    }

    /** {@return what clients set as tracking URI} */
    public URI uri() {
        InetSocketAddress address = http.getAddress();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /**
     * Answers what is under way, for half a minute at most, ends the runs of clients as KILLED, and stops; idempotent.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            gate.shut(DRAIN);
            try {
                runs.close();
            } finally {
                http.stop(0);
                executor.shutdown();
            }
        }
    }

    /** What a server is made of. Not thread-safe. */
    public static final class Builder {

        private final Mlops mlops;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port = DEFAULT_PORT;
        private int threads = DEFAULT_THREADS;
        private long artifactBytes = DEFAULT_ARTIFACT_BYTES;
        private @Nullable String token;

        private Builder(Mlops mlops) {
            this.mlops = mlops;
        }

        /**
         * Listens on this port; {@value MlflowServer#DEFAULT_PORT} if not said, 0 for one that is free.
         *
         * @return this
         */
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("a port is a number from 0 to 65535, was " + number);
            }
            port = number;
            return this;
        }

        /**
         * Listens on this address of the machine, not only to the machine itself; needs a {@link #bearerToken}.
         *
         * @return this
         */
        public Builder address(InetAddress where) {
            address = requireNonNull(where, "address");
            return this;
        }

        /**
         * Answers only who sends this token, as MLflow's clients do when MLFLOW_TRACKING_TOKEN is set.
         *
         * @param secret at least 16 characters
         * @return this
         */
        public Builder bearerToken(String secret) {
            if (secret.length() < 16) {
                throw new InvalidException("the token has " + secret.length() + " characters; at least 16 are needed");
            }
            token = secret;
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
            if (count < 1) {
                throw new IllegalArgumentException("a server needs a thread, not " + count);
            }
            threads = count;
            return this;
        }

        /**
         * {@return the server, listening}
         *
         * @throws InvalidException if others than this machine could connect and there is no token
         * @throws StorageException if the port is taken, or the store cannot be written
         */
        public MlflowServer start() {
            if (token == null && !address.isLoopbackAddress()) {
                throw new InvalidException("a server that listens on " + address.getHostAddress()
                        + " is open to others than this machine; set a bearerToken");
            }
            OpenRuns runs = new OpenRuns(mlops.tracking());
            Gate gate = new Gate();
            Dispatcher dispatcher = Endpoints.on(mlops, runs, gate, new Guard(token), artifactBytes);
            HttpServer http = bound(new InetSocketAddress(address, port));
            AtomicInteger number = new AtomicInteger();
            ThreadPoolExecutor executor = new ThreadPoolExecutor(
                    threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING_REQUESTS), task -> {
                        Thread thread = new Thread(task, "mlflow-server-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            executor.allowCoreThreadTimeOut(true);
            http.setExecutor(executor);
            http.createContext("/", dispatcher);
            http.start();
            return new MlflowServer(http, executor, gate, runs);
        }

        private static HttpServer bound(InetSocketAddress address) {
            // The JDK's server sends head and body apart. By default the body then waits until the client acknowledges
            // the head, 40 ms, and there is no other way to say that it must not. Who set the property knows better.
            if (System.getProperty(NO_DELAY) == null) {
                System.setProperty(NO_DELAY, "true");
            }
            try {
                return HttpServer.create(address, 0);
            } catch (IOException e) {
                throw new StorageException("could not listen on " + address + ": " + e.getMessage(), e);
            }
        }
    }
}
