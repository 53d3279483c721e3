// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.inference;

import org.mlops4j.error.DeadlineExceededException;
import org.mlops4j.error.OverloadedException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.server.internal.http.Failure;

/** What a client of the Open Inference Protocol is told of an exception. */
final class InferenceFailures {

    private InferenceFailures() {}

    static Failure of(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof OverloadedException) {
            return Failure.unavailable(message);
        } else if (e instanceof RejectedException) {
            // A deployment that is stopped, or a model that rests: the same request may be answered later.
            return Failure.unavailable(message);
        } else if (e instanceof DeadlineExceededException) {
            return new Failure(504, "DEADLINE_EXCEEDED", message);
        }
        return Failure.of(e);
    }
}
