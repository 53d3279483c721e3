// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.file.Path;
import java.util.List;

/**
 * A channel or stream that was opened and not closed.
 *
 * @param path the file or directory
 * @param openedAt the calls that led to it, the innermost first
 */
public record OpenHandle(Path path, List<StackTraceElement> openedAt) {

    private static final int SHOWN_CALLS = 12;

    /** Copies the calls. */
    public OpenHandle {
        openedAt = List.copyOf(openedAt);
    }

    /** {@return the path and the innermost calls, one a line} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(path.toString()).append(", opened");
        openedAt.stream()
                .limit(SHOWN_CALLS)
                .forEach(call -> text.append("\n    at ").append(call));
        return text.toString();
    }
}
