// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.source.Source.Pages;

/** The rows of an open CSV file. */
final class CsvPages implements Pages {

    /** A page ends when it has so many characters: rows may be long. */
    private static final int PAGE_CHARACTERS = 1 << 24;

    private final Csv csv;
    private final CsvReader<CsvRecord> reader;
    private final Schema columns;
    private final Iterator<CsvRecord> records;
    private final List<Cell> cells;

    /** Reads the header. */
    CsvPages(Csv csv, CsvReader<CsvRecord> reader, Schema columns) {
        this.csv = csv;
        this.reader = reader;
        this.columns = columns;
        this.records = reader.iterator();
        this.cells = cells(header());
    }

    @Override
    public Table next() {
        Table.Builder page = Table.builder(columns);
        long characters = 0;
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        while (page.rowCount() < Source.PAGE_ROWS && characters < PAGE_CHARACTERS && hasNext()) {
            CsvRecord row = nextRecord();
            for (int i = 0; i < values.length; i++) {
                String text = row.getField(cells.get(i).index());
                characters += text.length();
                values[i] = value(row, cells.get(i), text);
            }
            page.add(values);
        }
        return page.build();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new StorageException("could not close " + csv, e);
        }
    }

    private @Nullable Object value(CsvRecord row, Cell cell, String text) {
        if (csv.isNull(text)) {
            if (!cell.field().nullable()) {
                throw new InvalidException(where(row, cell) + ": there is no value, and the column is never null");
            }
            return null;
        }
        try {
            return cell.reader().apply(text);
        } catch (InvalidException e) {
            throw new InvalidException(where(row, cell) + ": " + e.getMessage(), e);
        }
    }

    private String where(CsvRecord row, Cell cell) {
        return csv + ", line " + row.getStartingLineNumber() + ", column '"
                + cell.field().name() + "'";
    }

    private List<String> header() {
        if (!hasNext()) {
            throw new InvalidException(csv + " is empty; the first line has the names of the columns");
        }
        List<String> names = new ArrayList<>(nextRecord().getFields());
        if (names.get(0).startsWith("\uFEFF")) {
            names.set(0, names.get(0).substring(1));
        }
        return names;
    }

    private List<Cell> cells(List<String> header) {
        WantedColumns.require(csv, columns, header);
        Set<String> before = new HashSet<>();
        for (String name : header) {
            if (!before.add(name) && columns.find(name).isPresent()) {
                throw new InvalidException(csv + " has two columns '" + name + "'");
            }
        }
        List<Cell> wanted = new ArrayList<>();
        for (Field field : columns.fields()) {
            wanted.add(new Cell(header.indexOf(field.name()), field, CellText.reader(field.type(), csv.times())));
        }
        return wanted;
    }

    private boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw csv.unreadable(e);
        }
    }

    private CsvRecord nextRecord() {
        try {
            return records.next();
        } catch (CsvParseException | UncheckedIOException e) {
            throw csv.unreadable(e);
        }
    }

    /** What is read of a row: a field of the table at an index in the file. */
    private record Cell(int index, Field field, Function<String, Object> reader) {}
}
