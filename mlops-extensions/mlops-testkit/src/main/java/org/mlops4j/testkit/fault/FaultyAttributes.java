// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What is known about a file or directory at a moment. */
record FaultyAttributes(
        FileTime creationTime,
        FileTime lastModifiedTime,
        FileTime lastAccessTime,
        long size,
        boolean isDirectory,
        Object fileKey)
        implements BasicFileAttributes {

    static FaultyAttributes of(Node node) {
        Node.Times times = node.times();
        return new FaultyAttributes(
                times.created,
                times.modified,
                times.accessed,
                node instanceof FileNode file ? file.content().size() : 0,
                node instanceof DirectoryNode,
                node);
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }
}
