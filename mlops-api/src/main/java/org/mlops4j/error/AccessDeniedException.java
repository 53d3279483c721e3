// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/** The access policy does not let this actor do it. */
public final class AccessDeniedException extends MlopsException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message who wanted to do what on what
     * @param cause why the policy could not be asked, if it could not
     */
    public AccessDeniedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
