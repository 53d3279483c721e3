// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * Where a server listens, and to whom. Immutable.
 *
 * @param address of the machine
 * @param port 0 for one that is free
 * @param threads how many requests are answered at once
 * @param token that clients have to send; {@code null} if only this machine can connect
 */
public record Place(
        InetAddress address,
        int port,
        int threads,
        @Nullable String token) {

    /** The fewest characters of a token. */
    static final int TOKEN_CHARACTERS = 16;

    /** Checks the parts. */
    public Place {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, was " + port);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("a server needs a thread, not " + threads);
        }
        if (token != null && token.length() < TOKEN_CHARACTERS) {
            throw new InvalidException(
                    "the token has " + token.length() + " characters; at least " + TOKEN_CHARACTERS + " are needed");
        }
    }

    /** {@return this machine alone} */
    public static Place here(int port, int threads) {
        return new Place(InetAddress.getLoopbackAddress(), port, threads, null);
    }

    public Place withPort(int number) {
        return new Place(address, number, threads, token);
    }

    public Place withAddress(InetAddress other) {
        return new Place(other, port, threads, token);
    }

    public Place withThreads(int count) {
        return new Place(address, port, count, token);
    }

    public Place withToken(String secret) {
        return new Place(address, port, threads, secret);
    }

    /**
     * Checks that strangers cannot connect.
     *
     * @throws InvalidException if others than this machine could, and there is no token
     */
    public void requireClosed() {
        if (token == null && !address.isLoopbackAddress()) {
            throw new InvalidException("a server that listens on " + address.getHostAddress()
                    + " is open to others than this machine; set a bearerToken");
        }
    }
}
