// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/** Another writer was faster: what the caller saw is no longer current. Nothing was changed; read again and retry. */
public final class ConflictException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was wanted, the offending value, what is allowed
     */
    public ConflictException(String message) {
        super(message, null);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wanted, the offending value, what is allowed
     * @param cause what the backend or library said, if anything
     */
    public ConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
