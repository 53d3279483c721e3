// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * The last rejected rows of a batch, stored before anything else is written, in documents of a thousand rows.
 *
 * @param columns of the rows
 */
record RejectJournal(MetadataStore metadata, String batch, Schema columns) {

    private static final String ENTRY = "batch-rejects";
    private static final String ROWS = "batch-rejected-rows";

    /** Few enough for a document of any store. */
    private static final int ROWS_AT_ONCE = 1_000;

    /**
     * What a page had to reject.
     *
     * @param from how many rows of the source are before the page
     * @param to how many there are up to its end
     * @param before how many rows the pages before had to reject
     * @param rejects those of this page
     */
    record Entry(long from, long to, long before, Table rejects) {

        /** {@return how many rows were rejected up to the end of the page} */
        long after() {
            return before + rejects.rowCount();
        }
    }

    /** Stores an entry in place of the one before. */
    void put(Entry entry) {
        metadata.write(writer -> {
            int parts = 0;
            for (int row = 0; row < entry.rejects.rowCount(); row += ROWS_AT_ONCE) {
                Table part = entry.rejects.slice(row, Math.min(entry.rejects.rowCount(), row + ROWS_AT_ONCE));
                writer.put(ROWS, part(parts++), document(part), Map.of());
            }
            deleteFrom(writer, parts);
            Document head = Document.object()
                    .with("columns", columns.toDocument().digest().hex())
                    .with("from", entry.from)
                    .with("to", entry.to)
                    .with("before", entry.before)
                    .with("parts", parts);
            return writer.put(ENTRY, batch, head, Map.of());
        });
    }

    /**
     * {@return the last entry, if there is one}
     *
     * @throws IncompatibleException if it has rows of other columns
     */
    Optional<Entry> find() {
        return metadata.read(reader -> reader.find(ENTRY, batch).map(stored -> entry(reader, stored.body())));
    }

    private Entry entry(MetadataReader reader, Document head) {
        if (!head.get("columns").text().equals(columns.toDocument().digest().hex())) {
            throw new IncompatibleException(
                    "batch '" + batch + "' has rejected rows of other columns; give it another name");
        }
        Table.Builder rejects = Table.builder(columns);
        for (int part = 0; part < head.get("parts").whole(); part++) {
            reader.find(ROWS, part(part))
                    .orElseThrow()
                    .body()
                    .get("rows")
                    .list()
                    .forEach(row -> rejects.add(values(row)));
        }
        return new Entry(
                head.get("from").whole(),
                head.get("to").whole(),
                head.get("before").whole(),
                rejects.build());
    }

    private void deleteFrom(MetadataWriter writer, int part) {
        int next = part;
        while (writer.delete(ROWS, part(next))) {
            next++;
        }
    }

    private String part(int number) {
        return batch + "/" + number;
    }

    private static Document document(Table rows) {
        List<Document> documents = new ArrayList<>(rows.rowCount());
        for (int row = 0; row < rows.rowCount(); row++) {
            List<Document> values = new ArrayList<>(rows.schema().size());
            for (int field = 0; field < rows.schema().size(); field++) {
                values.add(document(rows.row(row), field));
            }
            documents.add(Document.list(values));
        }
        return Document.object().with("rows", Document.list(documents));
    }

    private static Document document(Row row, int index) {
        if (row.isNull(index)) {
            return Document.nothing();
        }
        return switch ((DataType.Scalar) row.schema().field(index).type()) {
            case STRING -> Document.of(String.valueOf(row.text(index)));
            case INT64, TIMESTAMP -> Document.of(row.whole(index));
            case FLOAT32, FLOAT64 -> Document.of(row.number(index));
            case BOOLEAN -> Document.of(row.number(index) == 1);
        };
    }

    private @Nullable Object[] values(Document row) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(columns.field(i), row.list().get(i));
        }
        return values;
    }

    private static @Nullable Object value(Field field, Document value) {
        if (value instanceof Document.Null) {
            return null;
        }
        return switch ((DataType.Scalar) field.type()) {
            case STRING -> value.text();
            case INT64, TIMESTAMP -> value.whole();
            case FLOAT32 -> (float) value.number();
            case FLOAT64 -> value.number();
            case BOOLEAN -> value.bool();
        };
    }
}
