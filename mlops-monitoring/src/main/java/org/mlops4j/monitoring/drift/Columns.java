// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.monitoring.profile.ColumnProfile;

/** Which columns a {@link DriftPolicy.Bound} is for. */
public sealed interface Columns {

    /** {@return all columns} */
    static Columns all() {
        return new Kind(true, true);
    }

    /** {@return all columns of numbers} */
    static Columns numbers() {
        return new Kind(true, false);
    }

    /** {@return all columns of categories, truth values among them} */
    static Columns categories() {
        return new Kind(false, true);
    }

    /** {@return the column of a name} */
    static Columns named(String column) {
        return new Named(column);
    }

    /** {@return whether a column of a reference is one of them} */
    boolean include(ColumnProfile column);

    /** {@return the form in which policies are stored} */
    Document toDocument();

    /** {@return the columns whose {@link #toDocument()} this is} */
    static Columns from(Document document) {
        return document.find("name").isPresent()
                ? named(document.get("name").text())
                : new Kind(
                        document.get("numbers").bool(),
                        document.get("categories").bool());
    }

    /**
     * Columns by what they hold.
     *
     * @param numbers whether those of numbers are among them
     * @param categories whether those of categories are among them
     */
    record Kind(boolean numbers, boolean categories) implements Columns {
        @Override
        public boolean include(ColumnProfile column) {
            return column.numeric() ? numbers : categories;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("numbers", numbers).with("categories", categories);
        }
    }

    /**
     * One column.
     *
     * @param column its name
     */
    record Named(String column) implements Columns {
        /** Checks that there is a name. */
        public Named {
            requireNonNull(column, "column");
        }

        @Override
        public boolean include(ColumnProfile profile) {
            return profile.name().equals(column);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("name", column);
        }
    }
}
