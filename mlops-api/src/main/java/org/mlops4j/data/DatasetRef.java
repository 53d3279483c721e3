// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.error.InvalidException;

/**
 * How a run names the data it saw: enough to find out later whether some data are the same, to the last bit.
 *
 * @param name what people call the data, such as {@code train}
 * @param digest {@link Table#digest()}: of every value of every column
 * @param schema the columns
 * @param rows the number of rows
 * @param origin where the data come from, in words or as a URI without credentials; may be empty
 * @param columns the digest of each column in the order of the schema, which tell what changed between two versions of
 *     the data; empty if they were not recorded
 * @param profile what the values of each column are like, in the order of the schema; empty if it was not recorded
 */
public record DatasetRef(
        String name,
        Digest digest,
        Schema schema,
        long rows,
        String origin,
        List<Digest> columns,
        List<ColumnSummary> profile) {

    /** Data with more columns have no profile: it is kept with every run. */
    public static final int MOST_PROFILED = 1_000;

    /** Checks the name and the number of columns. */
    public DatasetRef {
        columns = List.copyOf(columns);
        profile = List.copyOf(profile);
        if (!profile.isEmpty() && profile.size() != schema.size()) {
            throw new InvalidException(
                    "dataset '" + name + "' has " + schema.size() + " columns and summaries of " + profile.size());
        }
        if (!columns.isEmpty() && columns.size() != schema.size()) {
            throw new InvalidException(
                    "dataset '" + name + "' has " + schema.size() + " columns and digests of " + columns.size());
        }
        Name.requireKey("dataset", name);
        requireNonNull(digest, "digest");
        requireNonNull(schema, "schema");
        requireNonNull(origin, "origin");
    }

    /**
     * {@return the reference to a table, with a profile} Costs one pass over the data; of texts the profile shows the
     * most frequent, see {@link #withoutProfile}.
     */
    public static DatasetRef of(String name, Table table, String origin) {
        TableDigest digest = TableDigest.withProfile(table.schema());
        digest.add(table);
        return digest.finish(name, origin);
    }

    /** {@return the reference whose {@link #toDocument()} this is} */
    public static DatasetRef from(Document document) {
        return new DatasetRef(
                document.get("name").text(),
                new Digest(document.get("digest").text()),
                Schema.from(document.get("schema")),
                document.get("rows").whole(),
                document.get("origin").text(),
                document.find("columns").map(Document::texts).orElse(List.of()).stream()
                        .map(Digest::new)
                        .toList(),
                document.find("profile").map(items -> items.list()).orElse(List.of()).stream()
                        .map(ColumnSummary::from)
                        .toList());
    }

    /** {@return the form in which references are stored} */
    public Document toDocument() {
        Document.Fields document = Document.object()
                .with("name", name)
                .with("digest", digest)
                .with("schema", schema.toDocument())
                .with("rows", rows)
                .with("origin", origin);
        if (!columns.isEmpty()) {
            document = document.with(
                    "columns", Document.texts(columns.stream().map(Digest::hex).toList()));
        }
        return profile.isEmpty()
                ? document
                : document.with(
                        "profile",
                        Document.list(
                                profile.stream().map(ColumnSummary::toDocument).toList()));
    }

    /** {@return the profile for readers: the number of rows, and the summary of each column by its name} */
    public Document.Fields profileDocument() {
        TreeMap<String, Document> summaries = new TreeMap<>();
        for (int i = 0; i < profile.size(); i++) {
            summaries.put(schema.names().get(i), profile.get(i).toDocument());
        }
        return Document.object().with("num_rows", rows).with("columns", Document.object(summaries));
    }

    /** {@return this without what the values are like, for data of which nothing may be seen} */
    public DatasetRef withoutProfile() {
        return new DatasetRef(name, digest, schema, rows, origin, columns, List.of());
    }

    /** {@return the digest of a column, if there is one of that name and it was recorded} */
    public Optional<Digest> findColumn(String column) {
        int index = columns.isEmpty() ? -1 : schema.names().indexOf(column);
        return index < 0 ? Optional.empty() : Optional.of(columns.get(index));
    }

    /** {@return what the values of a column are like, if there is one of that name and it was recorded} */
    public Optional<ColumnSummary> findProfile(String column) {
        int index = profile.isEmpty() ? -1 : schema.names().indexOf(column);
        return index < 0 ? Optional.empty() : Optional.of(profile.get(index));
    }
}
