// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Somebody outside of the store was not told: a message did not arrive, or was not taken, or nobody knows. It may be
 * sent again.
 */
public final class DeliveryException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was wanted, the offending value, what is allowed
     */
    public DeliveryException(String message) {
        super(message, null);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wanted, the offending value, what is allowed
     * @param cause what the network or a library said, if anything
     */
    public DeliveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
