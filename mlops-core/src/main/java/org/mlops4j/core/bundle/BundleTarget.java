// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import org.mlops4j.registry.ModelPackage.Content;

/** Where the files of a bundle go. */
@FunctionalInterface
interface BundleTarget {

    /**
     * Writes a file.
     *
     * @param path within the bundle
     * @param measure what the bytes are
     * @param content the bytes
     */
    void write(String path, Measure measure, Content content) throws IOException;
}
