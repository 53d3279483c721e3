// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.error.NotFoundException;

/** Where the files of a bundle come from; nothing in it is believed. */
interface BundleSource extends AutoCloseable {

    /** {@return a directory or a zip} */
    static BundleSource open(Path bundle, BundleLimits limits) throws IOException {
        if (Files.isDirectory(bundle)) {
            return DirectorySource.open(bundle, limits);
        }
        if (!Files.exists(bundle)) {
            throw new NotFoundException("there is no bundle at " + bundle);
        }
        return ZipSource.open(bundle, limits);
    }

    /** {@return the names of all files as they are written; one that is there twice is there twice here} */
    List<String> names();

    /** {@return the bytes of a file; streams that are not closed are with this} */
    InputStream open(String name) throws IOException;

    @Override
    void close() throws IOException;
}
