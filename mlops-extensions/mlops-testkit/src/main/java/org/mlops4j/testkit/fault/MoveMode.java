// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.file.CopyOption;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** What a move does if there is something of that name. */
enum MoveMode {
    /** It fails. */
    KEEP,
    /** What is there is deleted first. */
    DELETE_FIRST,
    /** What is there is replaced in one step. */
    ATOMIC;

    static MoveMode of(CopyOption... options) {
        List<CopyOption> given = Arrays.asList(options);
        if (given.contains(StandardCopyOption.ATOMIC_MOVE)) {
            return ATOMIC;
        }
        return given.contains(StandardCopyOption.REPLACE_EXISTING) ? DELETE_FIRST : KEEP;
    }
}
