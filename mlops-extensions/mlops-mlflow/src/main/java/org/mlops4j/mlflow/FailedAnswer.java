// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;

/** What a server answered that was reached and failed: the cause that tells it from one that was not reached. */
final class FailedAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    FailedAnswer(int status) {
        super("status " + status);
    }
}
