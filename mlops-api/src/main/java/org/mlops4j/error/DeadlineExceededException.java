// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/** A model did not answer in the time that a deployment gives it. It may answer later; nobody waits for it any more. */
public final class DeadlineExceededException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was wanted, the offending value, what is allowed
     */
    public DeadlineExceededException(String message) {
        super(message, null);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wanted, the offending value, what is allowed
     * @param cause what the backend or library said, if anything
     */
    public DeadlineExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
