// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * The training rows that something was fitted on.
 *
 * @param rows how many
 * @param digest of all of them, see {@link org.mlops4j.data.Table#digest()}
 * @param first the time of the earliest row, or {@code null} if no column of times was named
 * @param last the time of the latest row, or {@code null} if no column of times was named
 */
public record FittedOn(
        long rows,
        Digest digest,
        @Nullable Instant first,
        @Nullable Instant last) {

    /** Checks that times come in pairs and in order. */
    public FittedOn {
        requireNonNull(digest, "digest");
        if (rows < 0 || (first == null) != (last == null) || (first != null && first.isAfter(last))) {
            throw new InvalidException("no rows have count " + rows + " and times from " + first + " to " + last);
        }
    }

    /** {@return the time of the earliest row, if a column of times was named} */
    public Optional<Instant> findFirst() {
        return Optional.ofNullable(first);
    }

    /** {@return the time of the latest row, if a column of times was named} */
    public Optional<Instant> findLast() {
        return Optional.ofNullable(last);
    }

    /**
     * {@return the description whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static FittedOn from(Document document) {
        return new FittedOn(
                document.get("rows").whole(),
                new Digest(document.get("digest").text()),
                document.find("first").map(Document::instant).orElse(null),
                document.find("last").map(Document::instant).orElse(null));
    }

    /** {@return the form in which this is stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("rows", rows)
                .with("digest", digest)
                .withOptional("first", first == null ? null : first.toString())
                .withOptional("last", last == null ? null : last.toString());
    }
}
