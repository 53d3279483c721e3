// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.StorageException;

/**
 * Scores as a CSV file.
 *
 * @param written how a text is written; numbers and times are what they are
 */
/*
 * A page is written and synced, then a file beside it is replaced, which says how many bytes and rows are whole. What is
 * behind that after a crash is cut off.
 */
record CsvScores(Path file, UnaryOperator<String> written) implements ScoreSink {

    /** A spreadsheet takes a cell for a formula that begins with one of these, the wide ones of Asian keyboards too. */
    private static final String FORMULA_BEGINS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    CsvScores {
        requireNonNull(file, "file");
    }

    /** {@return a file in which every text is as it is} */
    static CsvScores exact(Path file) {
        return new CsvScores(file, UnaryOperator.identity());
    }

    /** {@return a file in which no text is a formula} */
    static CsvScores withoutFormulas(Path file) {
        return new CsvScores(file, CsvScores::inert);
    }

    private static String inert(String text) {
        return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public Writer open(Schema columns) {
        try {
            return new CsvFile(file, columns, written);
        } catch (IOException e) {
            throw failed(e, file);
        }
    }

    private static StorageException failed(IOException e, Path file) {
        return new StorageException("the scores cannot be written to " + file, e);
    }

    private static final class CsvFile implements Writer {

        private final Path file;
        private final Path progress;
        private final UnaryOperator<String> written;
        private final Digest columns;
        private final FileChannel channel;
        private long rows;
        private long bytes;

        CsvFile(Path file, Schema schema, UnaryOperator<String> written) throws IOException {
            this.file = file;
            this.written = written;
            this.progress = file.resolveSibling(file.getFileName() + ".progress");
            this.columns = schema.toDocument().digest();
            if (Files.exists(progress)) {
                readProgress();
            } else if (Files.exists(file)) {
                throw new IncompatibleException(
                        file + " is there already, and is no batch that could go on; remove it");
            } else {
                // First, so that a file without rows is known as begun.
                writeProgress();
            }
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.size() < bytes) {
                channel.close();
                throw new CorruptException(file + " is shorter than " + progress + " says");
            }
            channel.truncate(bytes);
            if (bytes == 0) {
                append(List.of(schema.names().stream().map(written).toList()), 0);
            }
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public void add(Table table) {
            List<List<String>> records = new ArrayList<>(table.rowCount());
            for (int row = 0; row < table.rowCount(); row++) {
                records.add(cells(table.row(row)));
            }
            try {
                append(records, table.rowCount());
            } catch (IOException e) {
                throw failed(e, file);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw failed(e, file);
            }
        }

        private void append(List<? extends List<String>> records, int count) throws IOException {
            StringWriter text = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder().build(text)) {
                records.forEach(writer::writeRecord);
            }
            ByteBuffer buffer = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            long at = bytes;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
            channel.force(false);
            bytes = at;
            rows += count;
            writeProgress();
        }

        private void readProgress() throws IOException {
            String[] parts = Files.readString(progress).strip().split(" ", -1);
            try {
                rows = Long.parseLong(parts[0]);
                bytes = Long.parseLong(parts[1]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new CorruptException(progress + " is damaged; remove it and " + file + " to begin again", e);
            }
            if (parts.length != 3 || !parts[2].equals(columns.hex())) {
                throw new IncompatibleException(
                        file + " has rows of other columns; remove it and " + progress + ", or write to another file");
            }
        }

        private void writeProgress() throws IOException {
            Path next = progress.resolveSibling(progress.getFileName() + ".new");
            try (FileChannel out = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                out.write(ByteBuffer.wrap((rows + " " + bytes + " " + columns.hex()).getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(next, progress, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        private List<String> cells(Row row) {
            List<String> cells = new ArrayList<>();
            for (int field = 0; field < row.schema().size(); field++) {
                cells.add(row.isNull(field) ? "" : text(row, field));
            }
            return cells;
        }

        private String text(Row row, int index) {
            Field field = row.schema().field(index);
            return switch ((DataType.Scalar) field.type()) {
                case STRING -> written.apply(String.valueOf(row.text(index)));
                case INT64 -> Long.toString(row.whole(index));
                case TIMESTAMP -> row.instant(index).toString();
                case BOOLEAN -> String.valueOf(row.number(index) == 1);
                case FLOAT32 -> Float.toString((float) row.number(index));
                case FLOAT64 -> Double.toString(row.number(index));
            };
        }
    }
}
