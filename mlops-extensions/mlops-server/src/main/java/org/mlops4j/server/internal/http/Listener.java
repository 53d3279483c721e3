// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.mlops4j.error.StorageException;

/** The HTTP server of the JDK with threads of its own. */
final class Listener implements AutoCloseable {

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int WAITING_REQUESTS = 1_000;

    private final HttpServer http;
    private final ExecutorService executor;

    private Listener(HttpServer http, ExecutorService executor) {
        this.http = http;
        this.executor = executor;
    }

    /**
     * {@return a listener at work}
     *
     * @param name of the threads
     * @throws StorageException if the port is taken
     */
    static Listener start(Place place, String name, HttpHandler handler) {
        HttpServer http = bound(new InetSocketAddress(place.address(), place.port()));
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                place.threads(),
                place.threads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING_REQUESTS),
                task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        http.setExecutor(executor);
        http.createContext("/", handler);
        http.start();
        return new Listener(http, executor);
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

    /** {@return where clients of this machine find it} */
    URI uri() {
        InetSocketAddress address = http.getAddress();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** Breaks off what is under way; idempotent. */
    @Override
    public void close() {
        http.stop(0);
        executor.shutdown();
    }
}
