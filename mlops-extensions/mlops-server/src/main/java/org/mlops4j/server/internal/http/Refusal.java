// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.http;

import static java.util.Objects.requireNonNull;

/** Ends the handling of a request; a {@link Protocol} makes an answer of it. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public Refusal(Failure failure) {
        super(failure.message());
        this.failure = requireNonNull(failure, "failure");
    }

    Failure failure() {
        return failure;
    }
}
