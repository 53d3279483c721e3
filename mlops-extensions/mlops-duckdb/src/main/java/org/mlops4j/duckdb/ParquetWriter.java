// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.Source;

/** Writes a Parquet file: DuckDB draws the rows, page by page, and encodes them. */
final class ParquetWriter {

    private final Path file;
    private final Path part;
    private final Schema columns;

    /**
     * Checks what is to be written.
     *
     * @throws InvalidException if there are no columns, or two that differ by case alone
     */
    ParquetWriter(Path file, Schema columns) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.columns = columns;
        if (columns.size() == 0) {
            throw new InvalidException("a Parquet file needs a column at least; " + file + " would have none");
        }
        Map<String, String> names = new HashMap<>();
        for (Field field : columns.fields()) {
            String other = names.put(field.name().toLowerCase(Locale.ROOT), field.name());
            if (other != null) {
                throw new InvalidException("columns '" + other + "' and '" + field.name() + "' of " + file
                        + " differ by case alone; rename one");
            }
        }
    }

    /** {@return how many rows were written} */
    long write(Source rows) {
        try {
            long count = copy(rows);
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } catch (IOException e) {
            throw removed(new StorageException("could not write " + file, e));
        } catch (RuntimeException e) {
            throw removed(e);
        }
    }

    private long copy(Source rows) {
        try (Source.Pages pages = rows.open(columns);
                Database database = Database.open()) {
            WrittenRows written = new WrittenRows(columns, pages);
            try (DuckDBTableFunctionBuilder function = DuckDBFunctions.tableFunction()) {
                function.withName(WrittenRows.NAME).withFunction(written).register(database.connection());
                database.execute("COPY (SELECT " + written.expressions() + " FROM " + WrittenRows.NAME + "()) TO "
                        + SqlText.literal(part.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
            } catch (SQLException e) {
                throw written.findFailure().orElseGet(() -> Failures.of("could not write " + file, e));
            }
            return written.count();
        } catch (SQLException e) {
            throw Failures.of("could not write " + file, e);
        }
    }

    private RuntimeException removed(RuntimeException failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
