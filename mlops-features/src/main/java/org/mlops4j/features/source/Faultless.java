// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.mlops4j.data.Column;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;

/** A source all of whose rows can be read or none, with a column in which nothing is said against any of them. */
record Faultless(Source source, String column) implements Source {

    Faultless {
        requireNonNull(source, "source");
        requireNonNull(column, "column");
    }

    @Override
    public Pages open(Schema columns) {
        int at = columns.index(column);
        Pages pages = source.open(columns.without(column));
        return new Pages() {
            @Override
            public Table next() {
                Table page = pages.next();
                List<Column> all = new ArrayList<>(
                        page.schema().names().stream().map(page::column).toList());
                all.add(at, StringColumn.of(new String[page.rowCount()]));
                return Table.of(columns, all);
            }

            @Override
            public void close() {
                pages.close();
            }
        };
    }

    @Override
    public Source faultsTo(String other) {
        return new Faultless(source, other);
    }

    @Override
    public OptionalLong findRowCount() {
        return source.findRowCount();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
