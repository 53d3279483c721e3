// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.util.ArrayList;
import java.util.List;

/** A file. */
final class FileNode implements Node {

    private final Times times;
    private final List<FaultyLock> locks = new ArrayList<>();
    private FileContent content = new FileContent();

    FileNode(Times times) {
        this.times = times;
    }

    @Override
    public Times times() {
        return times;
    }

    FileContent content() {
        return content;
    }

    void become(FileContent other) {
        content = other;
        locks.clear();
    }

    /** {@return the locks that are held} */
    List<FaultyLock> locks() {
        return locks;
    }
}
