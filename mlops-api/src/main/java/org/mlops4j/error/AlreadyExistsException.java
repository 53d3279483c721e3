// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/** Something of that name is there already, and differs. */
public final class AlreadyExistsException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was wanted, the offending value, what is allowed
     */
    public AlreadyExistsException(String message) {
        super(message, null);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wanted, the offending value, what is allowed
     * @param cause what the backend or library said, if anything
     */
    public AlreadyExistsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
