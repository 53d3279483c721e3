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
    private final int width;
    private final List<Cell> cells;

    /** The index of the column that takes what is wrong with a row; negative if that is an error. */
    private final int faults;

    /** Reads the header. */
    CsvPages(Csv csv, CsvReader<CsvRecord> reader, Schema columns) {
        this.csv = csv;
        this.reader = reader;
        this.columns = columns;
        this.records = reader.iterator();
        this.faults = csv.faults() == null ? -1 : columns.index(csv.faults());
        List<String> header = header();
        this.width = header.size();
        this.cells = cells(header);
    }

    @Override
    public Table next() {
        Table.Builder page = Table.builder(columns);
        long characters = 0;
        while (page.rowCount() < Source.PAGE_ROWS && characters < PAGE_CHARACTERS && hasNext()) {
            CsvRecord row = nextRecord();
            for (Cell cell : cells) {
                characters += cell.index() < row.getFieldCount()
                        ? row.getField(cell.index()).length()
                        : 0;
            }
            page.add(values(row));
        }
        return page.build();
    }

    private @Nullable Object[] values(CsvRecord row) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        String fault = row.getFieldCount() == width
                ? null
                : csv + ", line " + row.getStartingLineNumber() + " has " + row.getFieldCount() + " cells, the header "
                        + width;
        for (Cell cell : cells) {
            try {
                values[cell.column()] = value(row, cell);
            } catch (InvalidException e) {
                if (faults < 0 || !cell.field().nullable()) {
                    throw e;
                }
                fault = fault == null ? e.getMessage() : fault;
            }
        }
        if (faults >= 0) {
            values[faults] = fault;
        }
        return values;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new StorageException("could not close " + csv, e);
        }
    }

    private @Nullable Object value(CsvRecord row, Cell cell) {
        String text = cell.index() < row.getFieldCount() ? row.getField(cell.index()) : null;
        if (text == null || csv.isNull(text)) {
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
        Schema read = csv.faults() == null ? columns : columns.without(csv.faults());
        WantedColumns.require(csv, read, header);
        Set<String> before = new HashSet<>();
        for (String name : header) {
            if (!before.add(name) && read.find(name).isPresent()) {
                throw new InvalidException(csv + " has two columns '" + name + "'");
            }
        }
        List<Cell> wanted = new ArrayList<>();
        for (Field field : read.fields()) {
            wanted.add(new Cell(
                    header.indexOf(field.name()),
                    columns.index(field.name()),
                    field,
                    CellText.reader(field.type(), csv.times())));
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

    /** What is read of a row: a field at an index in the file, for a column of the table. */
    private record Cell(int index, int column, Field field, Function<String, Object> reader) {}
}
