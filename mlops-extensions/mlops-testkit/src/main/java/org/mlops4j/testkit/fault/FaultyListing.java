// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A directory that is open to read its names, which happens when the first of them is asked for. */
final class FaultyListing implements DirectoryStream<Path> {

    private final Disk disk;
    private final DirectoryNode directory;
    private final FaultyPath path;
    private final long handle;
    private final Filter<? super Path> filter;
    private boolean iterated;
    private volatile boolean closed;

    FaultyListing(Disk disk, DirectoryNode directory, FaultyPath path, long handle, Filter<? super Path> filter) {
        this.disk = disk;
        this.directory = directory;
        this.path = path;
        this.handle = handle;
        this.filter = filter;
    }

    @Override
    public Iterator<Path> iterator() {
        if (iterated || closed) {
            throw new IllegalStateException(
                    "the directory stream of " + path + " is closed, or has been iterated before; open another");
        }
        iterated = true;
        return new Names();
    }

    @Override
    public void close() {
        closed = true;
        disk.release(handle);
    }

    private List<Path> names() {
        try {
            List<Path> all = new ArrayList<>();
            for (String name : disk.list(path, directory, handle)) {
                Path inside = path.resolve(name);
                if (filter.accept(inside)) {
                    all.add(inside);
                }
            }
            return all;
        } catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
    }

    private final class Names implements Iterator<Path> {

        private @Nullable Iterator<Path> rest;

        @Override
        public boolean hasNext() {
            if (closed) {
                return false;
            }
            if (rest == null) {
                rest = names().iterator();
            }
            return rest.hasNext();
        }

        @Override
        public Path next() {
            if (!hasNext() || rest == null) {
                throw new NoSuchElementException("no more names in " + path);
            }
            return rest.next();
        }
    }
}
