// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.batch.ScoreSink;

/** Scores as Parquet files of a directory. */
/*
 * A Parquet file is whole or nothing: its index is at its end. So each page is a file of its own, which takes its name
 * when it is on disk, and the names say which rows are there.
 */
record ParquetScores(Path directory) implements ScoreSink {

    private static final Pattern NAME = Pattern.compile("scores-(\\d{12})-(\\d{12})\\.parquet");
    private static final String COLUMNS = "_columns";

    ParquetScores {
        requireNonNull(directory, "directory");
    }

    @Override
    public Writer open(Schema columns) {
        try {
            requireColumns(columns);
            long there = whole();
            return new Writer() {

                private long rows = there;

                @Override
                public long rows() {
                    return rows;
                }

                @Override
                public void add(Table page) {
                    long next = rows + page.rowCount();
                    Parquet.write(
                            directory.resolve(String.format(Locale.ROOT, "scores-%012d-%012d.parquet", rows, next)),
                            page);
                    sync();
                    rows = next;
                }

                @Override
                public void close() {
                    // Nothing is held open between two pages.
                }
            };
        } catch (IOException e) {
            throw new StorageException("the scores cannot be written to " + directory, e);
        }
    }

    /** The first thing that is written says which columns there will be, so that a directory without rows is known. */
    private void requireColumns(Schema columns) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(COLUMNS);
        String digest = columns.toDocument().digest().hex();
        if (Files.exists(file)) {
            if (!Files.readString(file).strip().equals(digest)) {
                throw new IncompatibleException(
                        directory + " has scores of other columns; remove them, or write to another directory");
            }
            return;
        }
        try (Stream<Path> there = Files.list(directory)) {
            if (there.findAny().isPresent()) {
                throw new IncompatibleException(
                        directory + " is not empty, and has no batch that could go on; write to another directory");
            }
        }
        Files.writeString(file, digest, StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
        force();
    }

    /** {@return how many rows there are, file behind file} */
    private long whole() throws IOException {
        force();
        List<String> names;
        try (Stream<Path> there = Files.list(directory)) {
            names = there.map(file -> file.getFileName().toString()).sorted().toList();
        }
        long rows = 0;
        for (String name : names) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                if (Long.parseLong(matcher.group(1)) != rows) {
                    throw new CorruptException("the file of the rows from " + rows + " on is missing in " + directory
                            + ", there is " + name + "; remove the directory to begin again");
                }
                rows = Long.parseLong(matcher.group(2));
            }
        }
        return rows;
    }

    private void sync() {
        try {
            force();
        } catch (IOException e) {
            throw new StorageException("the scores cannot be written to " + directory, e);
        }
    }

    /** Has the names of files survive the loss of power, where directories can be synced. */
    private void force() throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
