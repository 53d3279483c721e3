// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/** As many calls are under way as may be at once. Nothing was done; a later call may succeed. */
public final class OverloadedException extends MlopsException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was wanted, the offending value, what is allowed
     */
    public OverloadedException(String message) {
        super(message, null);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wanted, the offending value, what is allowed
     * @param cause what the backend or library said, if anything
     */
    public OverloadedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
