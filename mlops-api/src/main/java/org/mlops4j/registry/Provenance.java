// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * What a version was made of: taken from its run when it is registered and part of its manifest from then on, so that
 * it can be asked without the run, and a changed answer would be another digest. Of a run that still goes on, what it
 * has logged by then counts.
 *
 * @param datasets the data that the run used, by name
 * @param environment where it ran: Java, operating system, class path, and the git commit if there was one
 */
public record Provenance(List<DatasetRef> datasets, Document.Fields environment) {

    /** Sorts and copies the datasets. */
    public Provenance {
        datasets =
                datasets.stream().sorted(Comparator.comparing(DatasetRef::name)).toList();
        requireNonNull(environment, "environment");
    }

    /** {@return the git commit that was checked out, if it is known} */
    public Optional<String> findCommit() {
        return environment.find("git").flatMap(git -> git.find("commit")).map(Document::text);
    }

    /** {@return the digest of the list of all archives and folders on the class path, if it was recorded} */
    public Optional<Digest> findClassPath() {
        return environment.find("class_path_entries").map(digest -> new Digest(digest.text()));
    }

    /** {@return the provenance whose {@link #toDocument()} this is} */
    public static Provenance from(Document document) {
        return new Provenance(
                document.get("datasets").list().stream().map(DatasetRef::from).toList(),
                Document.object(document.get("environment").fields()));
    }

    /** {@return the form in which provenances are stored} */
    public Document toDocument() {
        return Document.object()
                .with(
                        "datasets",
                        Document.list(
                                datasets.stream().map(DatasetRef::toDocument).toList()))
                .with("environment", environment);
    }
}
