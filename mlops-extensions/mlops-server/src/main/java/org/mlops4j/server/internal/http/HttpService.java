// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mlops4j.data.DocumentText;

/** A protocol that is spoken at a place, until it is closed. Thread-safe. */
public final class HttpService implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Listener listener;
    private final Gate gate;
    private final Protocol protocol;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpService(Listener listener, Gate gate, Protocol protocol) {
        this.listener = listener;
        this.gate = gate;
        this.protocol = protocol;
    }

    /**
     * {@return a service at work}
     *
     * @param name of its threads
     * @throws org.mlops4j.error.StorageException if the port is taken
     */
    public static HttpService start(Place place, String name, DocumentText json, Protocol protocol) {
        Gate gate = new Gate();
        return new HttpService(Listener.start(place, name, new GatedHandler(gate, json, protocol)), gate, protocol);
    }

    /** {@return where clients of this machine find it} */
    public URI uri() {
        return listener.uri();
    }

    /** Answers what is under way, for half a minute at most, has the protocol end, and stops; idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            gate.shut(DRAIN);
            try {
                protocol.close();
            } finally {
                listener.close();
            }
        }
    }
}
