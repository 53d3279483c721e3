// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

/** A kind of call that reaches the disk and can fail. Closing never does. */
public enum IoCall {
    /** Opening a file or a directory as a channel or stream, creating the file if need be. */
    OPEN,
    /** Reading from a file. */
    READ,
    /** Writing to a file; if it fails, some of the bytes may have been written. */
    WRITE,
    /** Cutting off a file. */
    TRUNCATE,
    /** Making a file or the names in a directory durable. */
    FORCE,
    /** Giving a file or directory another name. */
    MOVE,
    /** Removing a file or an empty directory. */
    DELETE,
    /** Making a directory. */
    CREATE_DIRECTORY,
    /** Reading the names in a directory. */
    LIST,
    /** Asking for the kind, size, times or access rights of a file or directory. */
    READ_ATTRIBUTES,
    /** Setting the times of a file or directory. */
    WRITE_ATTRIBUTES,
    /** Locking a file. */
    LOCK
}
