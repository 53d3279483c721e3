// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. With a token, who sends it. Without one only this machine can connect; so that no web page reaches the
 * server through its visitor's browser under a name that it made point here, the request must be for this machine by
 * name.
 */
public final class Guard {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "Bearer ";

    private final @Nullable String token;

    public Guard(@Nullable String token) {
        this.token = token;
    }

    /** Refuses a request of somebody else. */
    public void check(Exchange exchange) {
        if (token != null) {
            Optional<String> sent = exchange.header("Authorization")
                    .filter(header -> header.startsWith(BEARER))
                    .map(header -> header.substring(BEARER.length()).strip());
            if (sent.filter(given -> same(given, token)).isEmpty()) {
                throw new Refusal(Failure.unauthenticated());
            }
        } else if (exchange.header("Host")
                .map(Guard::withoutPort)
                .filter(HERE::contains)
                .isEmpty()) {
            throw new Refusal(new Failure(
                    403, "PERMISSION_DENIED", "without a token the server answers requests to localhost only"));
        }
    }

    /** Takes the same time wherever the two differ. */
    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]*$", "");
    }
}
