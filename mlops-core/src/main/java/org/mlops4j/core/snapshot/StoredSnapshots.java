// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Snapshots;
import org.mlops4j.data.Table;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.StoredDocument;

/** Snapshots as documents; the digests of pages in them are what keeps the blobs. */
public record StoredSnapshots(Mlops mlops) implements Snapshots {

    private static final String KIND = "snapshot";
    private static final String NAME = "name";
    private static final String DATASET = "dataset";
    private static final String TAKEN = "taken";
    private static final String PAGES = "pages";

    @Override
    public Writer begin(String name, Schema schema, String origin) {
        return new SnapshotWriter(this, name, schema, origin);
    }

    /** Stores what a writer collected, unless it is there. */
    Snapshot put(DatasetRef dataset, List<Digest> pages) {
        Snapshot snapshot = new Snapshot(dataset, mlops.clock().instant(), pages);
        String id = id(dataset);
        return mlops.metadata()
                .read(reader -> reader.find(KIND, id))
                .map(StoredSnapshots::snapshot)
                .orElseGet(() -> mlops.audit().transact("snapshot.save", id, dataset.name(), writer -> {
                    Optional<StoredDocument> meanwhile = writer.find(KIND, id);
                    if (meanwhile.isEmpty()) {
                        writer.put(KIND, id, document(snapshot), attributes(snapshot));
                    }
                    return meanwhile.map(StoredSnapshots::snapshot).orElse(snapshot);
                }));
    }

    @Override
    public Optional<Snapshot> find(Digest dataset) {
        MetadataQuery query =
                MetadataQuery.of(KIND).whereEqual(DATASET, dataset.hex()).limit(1);
        return mlops.metadata().read(reader -> reader.query(query)).stream()
                .map(StoredSnapshots::snapshot)
                .findFirst();
    }

    @Override
    public List<Snapshot> named(String name) {
        MetadataQuery query = MetadataQuery.of(KIND).whereEqual(NAME, name).descending(TAKEN);
        return mlops.metadata().read(reader -> Pages.all(reader, query)).stream()
                .map(StoredSnapshots::snapshot)
                .toList();
    }

    @Override
    public Table page(Snapshot snapshot, int number) {
        Digest digest = snapshot.pages().get(number);
        return TableEncoding.decode(
                mlops.blobs().readAll(digest),
                snapshot.dataset().schema(),
                "page " + number + " of snapshot '" + snapshot.dataset().name() + "'");
    }

    @Override
    public void remove(Snapshot snapshot, String reason) {
        String id = id(snapshot.dataset());
        mlops.audit().transact("snapshot.remove", id, reason, writer -> {
            if (!writer.delete(KIND, id)) {
                throw new NotFoundException("there is no snapshot '"
                        + snapshot.dataset().name() + "' of the dataset "
                        + snapshot.dataset().digest());
            }
            return id;
        });
    }

    private static String id(DatasetRef dataset) {
        return dataset.digest().hex() + "/" + dataset.name();
    }

    private static Map<String, Document> attributes(Snapshot snapshot) {
        return Map.of(
                NAME,
                Document.of(snapshot.dataset().name()),
                DATASET,
                Document.of(snapshot.dataset().digest().hex()),
                TAKEN,
                Document.of(snapshot.taken()));
    }

    private static Document document(Snapshot snapshot) {
        return Document.object()
                .with(DATASET, snapshot.dataset().toDocument())
                .with(TAKEN, snapshot.taken())
                .with(
                        PAGES,
                        Document.texts(
                                snapshot.pages().stream().map(Digest::hex).toList()));
    }

    private static Snapshot snapshot(StoredDocument stored) {
        Document body = stored.body();
        return new Snapshot(
                DatasetRef.from(body.get(DATASET)),
                body.get(TAKEN).instant(),
                body.get(PAGES).texts().stream().map(Digest::new).toList());
    }
}
