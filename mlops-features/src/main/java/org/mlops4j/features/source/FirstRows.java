// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/** The first rows of a source. */
record FirstRows(Source source, long rows) implements Source {

    FirstRows {
        requireNonNull(source, "source");
        if (rows < 0) {
            throw new InvalidException("there are no first " + rows + " rows of " + source);
        }
    }

    @Override
    public Pages open(Schema columns) {
        return new Beginning(source.open(columns), columns, rows);
    }

    @Override
    public Source faultsTo(String column) {
        return new FirstRows(source.faultsTo(column), rows);
    }

    @Override
    public OptionalLong findRowCount() {
        OptionalLong all = source.findRowCount();
        return all.isPresent() ? OptionalLong.of(Math.min(all.getAsLong(), rows)) : all;
    }

    @Override
    public String toString() {
        return "the first " + rows + " rows of " + source;
    }

    private static final class Beginning implements Pages {

        private final Pages pages;
        private final Schema columns;
        private long left;

        Beginning(Pages pages, Schema columns, long left) {
            this.pages = pages;
            this.columns = columns;
            this.left = left;
        }

        @Override
        public Table next() {
            if (left == 0) {
                return Table.builder(columns).build();
            }
            Table page = pages.next();
            Table wanted = page.slice(0, (int) Math.min(left, page.rowCount()));
            left -= wanted.rowCount();
            return wanted;
        }

        @Override
        public void close() {
            pages.close();
        }
    }
}
