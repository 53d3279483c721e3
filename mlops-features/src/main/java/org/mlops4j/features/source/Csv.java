// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;

/**
 * A CSV file (RFC 4180) in UTF-8 with the names of its columns in the first line; a byte order mark before it is
 * skipped. What a cell means says the column that is wanted of it, to the letter: numbers with a point and without
 * spaces, {@code true} and {@code false}, instants as {@code 2001-01-01T06:00:00Z}. A cell that is none of it is an
 * error that tells line and column. Immutable.
 */
public final class Csv implements Source {

    /** Longer records are refused: a quote that is never closed would take the whole file for one. */
    public static final int MAX_RECORD_CHARACTERS = 1 << 20;

    private final Path file;
    private final char separator;
    private final Set<String> nulls;
    private final Function<String, Instant> times;
    private final @Nullable String faults;

    private Csv(
            Path file, char separator, Set<String> nulls, Function<String, Instant> times, @Nullable String faults) {
        this.file = file;
        this.separator = separator;
        this.nulls = nulls;
        this.times = times;
        this.faults = faults;
    }

    /** {@return a file with commas, in which an empty cell is null and times are instants in ISO-8601} */
    public static Csv of(Path file) {
        return new Csv(requireNonNull(file, "file"), ',', Set.of(""), CellText::instant, null);
    }

    /** {@return this with another character between cells} */
    public Csv separatedBy(char character) {
        return new Csv(file, character, nulls, times, faults);
    }

    /** {@return this with these texts, and no others, for null, in columns of all types} */
    public Csv nulls(String... texts) {
        return new Csv(file, separator, Set.copyOf(List.of(texts)), times, faults);
    }

    /**
     * {@return this with local times} A time that clocks of the zone never showed, or twice, is an error.
     *
     * @param pattern of {@link java.time.format.DateTimeFormatter}, with {@code uuuu} for the year
     * @throws InvalidException if the pattern is none
     */
    public Csv times(String pattern, ZoneId zone) {
        return new Csv(file, separator, nulls, CellText.localTimes(pattern, zone), faults);
    }

    /**
     * {@return this with one more column, which says why a row cannot be read} A row can be faulty by a cell, and by
     * the number of its cells. Quotes that are not closed and bytes that are no UTF-8 are the file's fault, and an
     * error.
     */
    @Override
    public Source faultsTo(String column) {
        return new Csv(file, separator, nulls, times, requireNonNull(column, "column"));
    }

    @Override
    public Pages open(Schema columns) {
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException("there is no file " + file);
        }
        FieldMismatchStrategy mismatch = faults == null ? FieldMismatchStrategy.STRICT : FieldMismatchStrategy.IGNORE;
        CsvReader<CsvRecord> reader;
        try {
            Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            reader = CsvReader.builder()
                    .fieldSeparator(separator)
                    .maxBufferSize(MAX_RECORD_CHARACTERS)
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(mismatch)
                    .missingFieldStrategy(mismatch)
                    .ofCsvRecord(text);
        } catch (IOException e) {
            throw new StorageException("could not read " + this, e);
        }
        try {
            return new CsvPages(this, reader, columns);
        } catch (MlopsException e) {
            try (reader) {
                throw e;
            } catch (IOException closing) {
                e.addSuppressed(closing);
                throw e;
            }
        }
    }

    /** {@return whether a cell of that text is null} */
    boolean isNull(String text) {
        return nulls.contains(text);
    }

    /** {@return the column of what is wrong with a row, {@code null} if that is an error} */
    @Nullable String faults() {
        return faults;
    }

    /** {@return what turns texts into instants} */
    Function<String, Instant> times() {
        return times;
    }

    /** {@return the failure of the parser as one of ours} */
    MlopsException unreadable(RuntimeException failure) {
        if (failure instanceof UncheckedIOException io) {
            return new StorageException("could not read " + this + " as UTF-8: " + io.getCause(), io);
        }
        return new InvalidException(this + " is no CSV: " + failure.getMessage(), failure);
    }

    @Override
    public String toString() {
        return "file " + file;
    }
}
