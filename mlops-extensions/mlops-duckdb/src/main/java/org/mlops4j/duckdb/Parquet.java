// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.batch.ScoreSink;
import org.mlops4j.features.source.Source;

/**
 * Parquet files, read and written page by page. Only the columns that are wanted are read, found by their names to the
 * letter; rows come file by file, in the order in which they were written. Immutable.
 *
 * <p>An INT64 is any whole number that fits; a FLOAT64 any number; a FLOAT32 a number that is exactly one; a STRING a
 * text; a BOOLEAN a truth value; a VECTOR a list of so many numbers. A TIMESTAMP is a time in UTC of any resolution, or
 * a local time if there is a {@link #zone}. NaN is a value and not a null.
 *
 * <pre>{@code
 * Parquet.write(file, Schema.of(Flight.class), Csv.of(flights));
 * features.push("departures", Parquet.of(file));
 * }</pre>
 */
public final class Parquet implements Source {

    private final List<Path> files;
    private final @Nullable ZoneId zone;

    private Parquet(List<Path> files, @Nullable ZoneId zone) {
        this.files = List.copyOf(files);
        this.zone = zone;
    }

    /** {@return the rows of files with the same columns, one after the other; at least one} */
    public static Parquet of(Path... files) {
        if (files.length == 0) {
            throw new InvalidException("there are no rows of no Parquet files; give one at least");
        }
        return new Parquet(Stream.of(files).map(Path::toAbsolutePath).toList(), null);
    }

    /**
     * {@return the rows of the files {@code *.parquet} in a directory, in the order of their names} So a directory is
     * read that Spark wrote. Those that begin with a dot or an underscore, and directories, are left out.
     *
     * @throws NotFoundException if there is no such directory, or no file in it
     * @throws StorageException if it cannot be read
     */
    public static Parquet in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new NotFoundException("there is no directory " + directory);
        }
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.filter(Parquet::isData).sorted().toList();
            if (files.isEmpty()) {
                throw new NotFoundException("there are no files *.parquet in " + directory);
            }
            return of(files.toArray(Path[]::new));
        } catch (IOException e) {
            throw new StorageException("could not list " + directory, e);
        }
    }

    /** {@return this with local times of a zone} One that clocks there never showed, or twice, is an error. */
    public Parquet zone(ZoneId of) {
        return new Parquet(files, requireNonNull(of, "of"));
    }

    /**
     * Writes all rows of a source to a file, in their order; memory does not grow with their number. Whoever reads the
     * file meanwhile sees what was there before, or nothing: it takes its name when all of it is on disk. Times are in
     * UTC with nanoseconds, vectors lists of doubles.
     *
     * @param file is replaced if it is there
     * @param columns that are wanted, at least one; no two may differ by case alone
     * @return how many rows there are
     * @throws InvalidException if a value cannot be written: a text with half a pair of surrogates, or one of the two
     *     times that DuckDB takes for infinity, 1677-09-21T00:12:43.145224193Z and 2262-04-11T23:47:16.854775807Z
     * @throws org.mlops4j.error.MlopsException as for {@link #open} and {@link Source.Pages#next} of the source; then
     *     there is no new file
     */
    public static long write(Path file, Schema columns, Source rows) {
        return new ParquetWriter(file.toAbsolutePath(), columns).write(rows);
    }

    /** Writes a table to a file, as {@link #write(Path, Schema, Source)}. */
    public static void write(Path file, Table rows) {
        write(file, rows.schema(), Source.of(rows));
    }

    /**
     * {@return Parquet files for the scores of a batch, one for each page of rows, in a directory} After a crash the
     * batch goes on behind the files that are there. {@link #in} reads them in their order.
     *
     * @param directory is made if it is not there; holds nothing else
     */
    public static ScoreSink scores(Path directory) {
        return new ParquetScores(directory);
    }

    @Override
    public Pages open(Schema columns) {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new NotFoundException("there is no file " + file);
            }
        }
        try {
            Database database = Database.open();
            return Reading.begin(this, zone, database, columns, "FROM " + SqlText.readParquet(files), List.of());
        } catch (SQLException e) {
            throw Failures.of("could not read " + this, e);
        }
    }

    List<Path> files() {
        return files;
    }

    private static boolean isData(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".parquet") && !name.startsWith(".") && !name.startsWith("_") && Files.isRegularFile(file);
    }

    @Override
    public String toString() {
        return files.size() == 1 ? "file " + files.get(0) : files.size() + " files from " + files.get(0) + " on";
    }
}
