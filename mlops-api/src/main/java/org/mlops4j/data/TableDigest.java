// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.List;
import org.mlops4j.error.InvalidException;

/**
 * The digest, and if asked for the profile, of a table that comes page after page: the same as {@link Table#digest} of
 * all rows in one table, whatever the pages are. Not thread-safe.
 */
public final class TableDigest {

    private final Schema schema;
    private final List<ColumnDigest> columns;
    private final List<ColumnSummarizer> profile;
    private long rows;

    private TableDigest(Schema schema, List<ColumnSummarizer> profile) {
        this.schema = schema;
        this.profile = profile;
        this.columns = schema.fields().stream()
                .map(field -> new ColumnDigest(field.type()))
                .toList();
    }

    /** {@return the digest of no rows yet} */
    public static TableDigest of(Schema schema) {
        return new TableDigest(schema, List.of());
    }

    /**
     * {@return the digest of no rows yet, which also finds out what the rows are like} Of more than
     * {@value DatasetRef#MOST_PROFILED} columns it is the digest alone.
     */
    public static TableDigest withProfile(Schema schema) {
        return new TableDigest(
                schema,
                schema.size() > DatasetRef.MOST_PROFILED
                        ? List.of()
                        : schema.fields().stream()
                                .map(field -> new ColumnSummarizer(field.type()))
                                .toList());
    }

    /**
     * Takes the next rows.
     *
     * @throws InvalidException if they are of another schema
     */
    public void add(Table page) {
        if (!page.schema().equals(schema)) {
            throw new InvalidException("rows of " + page.schema() + " cannot follow rows of " + schema);
        }
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(page.column(i));
        }
        for (int i = 0; i < profile.size(); i++) {
            profile.get(i).add(page.column(i));
        }
        rows += page.rowCount();
    }

    /** {@return the number of rows so far} */
    public long rows() {
        return rows;
    }

    /** {@return the reference to all rows; no more can be taken} */
    public DatasetRef finish(String name, String origin) {
        List<Digest> digests = columns.stream().map(ColumnDigest::finish).toList();
        return new DatasetRef(
                name,
                Table.digest(schema, digests),
                schema,
                rows,
                origin,
                digests,
                profile.stream().map(ColumnSummarizer::summary).toList());
    }
}
