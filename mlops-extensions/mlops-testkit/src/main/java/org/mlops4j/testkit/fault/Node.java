// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A file or directory, whatever its names. Two are equal if they are the same. */
sealed interface Node permits FileNode, DirectoryNode {

    /** {@return its times, which change} */
    Times times();

    /** Times of a file or directory; setting one keeps the others. */
    final class Times {

        FileTime created;
        FileTime modified;
        FileTime accessed;

        Times(Instant now) {
            created = FileTime.from(now);
            modified = created;
            accessed = created;
        }
    }
}
