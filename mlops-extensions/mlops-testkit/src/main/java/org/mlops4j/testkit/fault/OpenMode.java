// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a file is opened. */
record OpenMode(Set<StandardOpenOption> options) {

    /** Takes options as {@link java.nio.channels.FileChannel#open} does. */
    static OpenMode of(Set<? extends OpenOption> options) {
        Set<StandardOpenOption> standard = new LinkedHashSet<>();
        for (OpenOption option : options) {
            if (!(option instanceof StandardOpenOption known) || known == StandardOpenOption.DELETE_ON_CLOSE) {
                throw new UnsupportedOperationException("a FaultyFileSystem opens no file with the option " + option);
            }
            standard.add(known);
        }
        if (standard.contains(StandardOpenOption.APPEND)) {
            if (standard.contains(StandardOpenOption.READ) || standard.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                throw new IllegalArgumentException("APPEND goes neither with READ nor with TRUNCATE_EXISTING");
            }
            standard.add(StandardOpenOption.WRITE);
        }
        if (!standard.contains(StandardOpenOption.WRITE)) {
            standard.add(StandardOpenOption.READ);
        }
        return new OpenMode(standard);
    }

    boolean reads() {
        return options.contains(StandardOpenOption.READ);
    }

    boolean writes() {
        return options.contains(StandardOpenOption.WRITE);
    }

    boolean appends() {
        return options.contains(StandardOpenOption.APPEND);
    }

    /** {@return whether a file that is not there is created} */
    boolean creates() {
        return writes() && (options.contains(StandardOpenOption.CREATE) || createsOnly());
    }

    /** {@return whether a file that is there is refused} */
    boolean createsOnly() {
        return writes() && options.contains(StandardOpenOption.CREATE_NEW);
    }

    boolean truncates() {
        return writes() && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** {@return whether each write is forced before it returns} */
    boolean forcesWrites() {
        return options.contains(StandardOpenOption.SYNC) || options.contains(StandardOpenOption.DSYNC);
    }
}
