// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/** The in-toto statement within a bundle: what is signed. */
final class Statement {

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://model_signing/signature/v1.0";

    private Statement() {}

    static Document of(SignedFiles files) {
        return Document.object()
                .with("_type", TYPE)
                .with(
                        "subject",
                        Document.list(Document.object()
                                .with("name", files.name())
                                .with("digest", Document.object().with("sha256", files.root()))))
                .with("predicateType", PREDICATE)
                .with(
                        "predicate",
                        Document.object()
                                .with(
                                        "resources",
                                        Document.list(files.files().entrySet().stream()
                                                .map(file -> Document.object()
                                                        .with("name", file.getKey())
                                                        .with("algorithm", "sha256")
                                                        .with("digest", file.getValue()))
                                                .toList()))
                                .with(
                                        "serialization",
                                        Document.object()
                                                .with("method", "files")
                                                .with("hash_type", "sha256")
                                                .with("allow_symlinks", false)
                                                .with("ignore_paths", Document.texts(files.ignored()))));
    }

    static SignedFiles files(Document statement) {
        require("_type", TYPE, statement);
        require("predicateType", PREDICATE, statement);
        Document predicate = statement.get("predicate");
        Document serialization = predicate.get("serialization");
        supported("method", "files", serialization);
        supported("hash_type", "sha256", serialization);
        if (serialization.get("allow_symlinks").bool()) {
            throw new IncompatibleException("the signed model has symbolic links, which are not followed here");
        }
        TreeMap<String, Digest> files = new TreeMap<>();
        for (Document resource : predicate.get("resources").list()) {
            supported("algorithm", "sha256", resource);
            String name = resource.get("name").text();
            if (files.put(name, new Digest(resource.get("digest").text())) != null) {
                throw new InvalidException("the signed statement lists the file '" + name + "' twice");
            }
        }
        return checked(statement, serialization, files);
    }

    private static SignedFiles checked(Document statement, Document serialization, SortedMap<String, Digest> files) {
        if (statement.get("subject").list().size() != 1) {
            throw new InvalidException("the signed statement must have one subject");
        }
        Document subject = statement.get("subject").list().get(0);
        SignedFiles signed = new SignedFiles(
                subject.get("name").text(),
                files,
                new TreeSet<>(
                        serialization.find("ignore_paths").map(Document::texts).orElse(List.of())));
        if (!signed.root().hex().equals(subject.get("digest").get("sha256").text())) {
            throw new InvalidException("the subject of the signed statement has not the digest of its files");
        }
        return signed;
    }

    private static void require(String field, String expected, Document document) {
        if (!document.get(field).text().equals(expected)) {
            throw new InvalidException("'" + field + "' of the signed statement must be " + expected + ", is "
                    + document.get(field).text());
        }
    }

    private static void supported(String field, String expected, Document document) {
        if (!document.get(field).text().equals(expected)) {
            throw new IncompatibleException("'" + field + "' of the signed model is "
                    + document.get(field).text() + "; only " + expected + " is verified here");
        }
    }
}
