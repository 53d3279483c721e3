// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;

/**
 * The directory of an embedded store. A mark says that all its files were made, so that a file that is missing or empty
 * later is known as lost and not made anew.
 *
 * @param path absolute
 */
record StoreDirectory(Path path) {

    static final String METADATA = "metadata.db";
    static final String SERIES = "series.db";
    static final String EVENTS = "events.db";
    static final String ONLINE = "online.db";
    static final String BLOBS = "blobs";

    /** What the first file of a backup is called until the backup is whole. */
    static final String UNFINISHED = "metadata.db.unfinished-backup";

    private static final String MARK = "mlops4j-store.txt";

    private static final List<String> DATABASES = List.of(METADATA, SERIES, EVENTS, ONLINE);

    /**
     * {@return a directory that can be written, made if it is not there}
     *
     * @throws StorageException if it cannot
     * @throws CorruptException if a file of the store is missing, or it is a backup that was interrupted
     */
    static StoreDirectory forWriting(Path directory) {
        Path absolute = requireNonNull(directory, "directory").toAbsolutePath();
        try {
            DurableFiles.createDirectories(absolute);
        } catch (IOException e) {
            throw new StorageException("could not make the directory " + absolute + ": " + e, e);
        }
        if (!Files.isWritable(absolute)) {
            throw new StorageException("the directory " + absolute + " is read-only for this process. Make it writable,"
                    + " or open the store for reading only.");
        }
        return new StoreDirectory(absolute).requireWhole();
    }

    /**
     * {@return a directory that holds a store}
     *
     * @throws NotFoundException if it does not
     * @throws CorruptException if a file of the store is missing, or it is a backup that was interrupted
     */
    static StoreDirectory forReading(Path directory) {
        StoreDirectory found = new StoreDirectory(directory.toAbsolutePath()).requireWhole();
        if (!found.isMarked()) {
            throw new NotFoundException("there is no store in " + found.path + "; open it for writing to make one");
        }
        return found;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Marks the directory as one where all files were made; the mark survives the loss of power. */
    void mark() {
        if (isMarked()) {
            return;
        }
        // A name of its own, because another process may open the directory for the first time too.
        Path written = path.resolve(MARK + "." + UUID.randomUUID());
        try {
            Files.writeString(
                    written,
                    "The files in this directory are a store of mlops4j. Change none of them; copy them by a backup of the"
                            + " store.\n",
                    StandardCharsets.UTF_8);
            DurableFiles.sync(written);
            Files.move(written, path.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(path);
        } catch (IOException e) {
            throw new StorageException("could not write into " + path + ": " + e, e);
        }
    }

    private boolean isMarked() {
        return Files.exists(path.resolve(MARK));
    }

    private StoreDirectory requireWhole() {
        if (Files.exists(path.resolve(UNFINISHED))) {
            throw new CorruptException("the directory " + path + " is a backup that was interrupted. Use another one.");
        }
        if (isMarked()) {
            DATABASES.forEach(this::requireContent);
        }
        return this;
    }

    private void requireContent(String name) {
        Path file = path.resolve(name);
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                throw new CorruptException(file + " is " + (Files.exists(file) ? "empty" : "missing")
                        + ", and the store had content there. Restore the directory from a backup.");
            }
        } catch (IOException e) {
            throw new StorageException("could not look at " + file + ": " + e, e);
        }
    }
}
