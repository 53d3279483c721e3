// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.source;

import java.util.OptionalLong;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/** A source without its first rows. */
record RowsAfter(Source source, long rows) implements Source {

    RowsAfter {
        if (rows < 0) {
            throw new InvalidException("no rows or more can be left out, not " + rows);
        }
    }

    @Override
    public Pages open(Schema columns) {
        return new Rest(source.open(columns), rows);
    }

    @Override
    public Source faultsTo(String column) {
        return new RowsAfter(source.faultsTo(column), rows);
    }

    @Override
    public OptionalLong findRowCount() {
        OptionalLong all = source.findRowCount();
        return all.isPresent() ? OptionalLong.of(Math.max(0, all.getAsLong() - rows)) : all;
    }

    @Override
    public String toString() {
        return source + " after " + rows + " rows";
    }

    private static final class Rest implements Pages {

        private final Pages pages;
        private long left;

        Rest(Pages pages, long left) {
            this.pages = pages;
            this.left = left;
        }

        @Override
        public Table next() {
            Table page = pages.next();
            while (page.rowCount() > 0 && page.rowCount() <= left) {
                left -= page.rowCount();
                page = pages.next();
            }
            int from = (int) Math.min(left, page.rowCount());
            left = 0;
            return page.slice(from, page.rowCount());
        }

        @Override
        public void close() {
            pages.close();
        }
    }
}
