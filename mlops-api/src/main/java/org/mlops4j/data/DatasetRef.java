// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

/**
 * How a run names the data it saw: enough to find out later whether some data are the same, to the last bit.
 *
 * @param name what people call the data, such as {@code train}
 * @param digest {@link Table#digest()}: of every value of every column
 * @param schema the columns
 * @param rows the number of rows
 * @param origin where the data come from, in words or as a URI without credentials; may be empty
 */
public record DatasetRef(String name, Digest digest, Schema schema, long rows, String origin) {

    /** Checks the name. */
    public DatasetRef {
        Name.requireKey("dataset", name);
        requireNonNull(digest, "digest");
        requireNonNull(schema, "schema");
        requireNonNull(origin, "origin");
    }

    /** {@return the reference to a table} */
    public static DatasetRef of(String name, Table table, String origin) {
        return new DatasetRef(name, table.digest(), table.schema(), table.rowCount(), origin);
    }

    /** {@return the reference whose {@link #toDocument()} this is} */
    public static DatasetRef from(Document document) {
        return new DatasetRef(
                document.get("name").text(),
                new Digest(document.get("digest").text()),
                Schema.from(document.get("schema")),
                document.get("rows").whole(),
                document.get("origin").text());
    }

    /** {@return the form in which references are stored} */
    public Document toDocument() {
        return Document.object()
                .with("name", name)
                .with("digest", digest)
                .with("schema", schema.toDocument())
                .with("rows", rows)
                .with("origin", origin);
    }
}
