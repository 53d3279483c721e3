// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mlops4j.data.RelativePath;
import org.mlops4j.registry.ModelPackage.Content;

/** Files in a directory. */
record DirectoryTarget(Path directory) implements BundleTarget {

    @Override
    public void write(String path, Measure measure, Content content) throws IOException {
        Path place = new RelativePath(path).under(directory);
        Files.createDirectories(place.getParent());
        try (InputStream in = content.open()) {
            Files.copy(in, place);
        }
    }
}
