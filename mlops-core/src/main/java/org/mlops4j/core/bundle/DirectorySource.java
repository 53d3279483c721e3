// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;

/** The files of a directory; links are not followed. */
record DirectorySource(Path directory, List<String> names, List<InputStream> opened) implements BundleSource {

    static DirectorySource open(Path directory, BundleLimits limits) throws IOException {
        List<String> names = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                if (!attributes.isRegularFile()) {
                    throw new InvalidException("'" + name + "' is a link or no file");
                }
                names.add(name);
                CheckedBundle.requireFewer(names.size(), limits);
                return FileVisitResult.CONTINUE;
            }
        });
        return new DirectorySource(directory, names, new ArrayList<>());
    }

    @Override
    public InputStream open(String name) throws IOException {
        InputStream in = Files.newInputStream(new RelativePath(name).under(directory), LinkOption.NOFOLLOW_LINKS);
        opened.add(in);
        return in;
    }

    @Override
    public void close() {
        Closing.all(opened);
    }
}
