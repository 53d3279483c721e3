// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that is not a programming mistake. The message names what was wanted, the offending name or
 * value and what is allowed; where the caller can do something, a second sentence says what.
 *
 * <p>Wrong calls ({@code null}, an argument out of range, a closed object) are {@link IllegalArgumentException},
 * {@link IllegalStateException} and {@link NullPointerException} as everywhere in Java.
 */
public abstract sealed class MlopsException extends RuntimeException
        permits AccessDeniedException,
                AlreadyExistsException,
                ConflictException,
                CorruptException,
                DeadlineExceededException,
                DeliveryException,
                IncompatibleException,
                InvalidException,
                NotFoundException,
                OutcomeUnknownException,
                OverloadedException,
                RejectedException,
                StorageException {

    private static final long serialVersionUID = 1L;

    MlopsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
