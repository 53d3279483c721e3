// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.Verification;

/** Broken on purpose: what a transaction read may have changed when its writes are applied. */
record LosingMetadataStore(MetadataStore store) implements MetadataStore {

    @Override
    public <T> T write(Function<? super MetadataWriter, T> work) {
        List<Consumer<MetadataWriter>> writes = new ArrayList<>();
        T result = store.read(reader -> work.apply(new Recorder(reader, writes)));
        store.write(writer -> {
            writes.forEach(write -> write.accept(writer));
            return writes;
        });
        return result;
    }

    @Override
    public <T> T read(Function<? super MetadataReader, T> work) {
        return store.read(work);
    }

    @Override
    public long await(long after, Duration timeout) throws InterruptedException {
        return store.await(after, timeout);
    }

    @Override
    public Verification verify() {
        return store.verify();
    }

    @Override
    public void close() {
        store.close();
    }

    private record Recorder(MetadataReader reader, List<Consumer<MetadataWriter>> writes) implements MetadataWriter {

        @Override
        public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
            writes.add(writer -> writer.put(kind, id, body, attributes));
            long version = reader.find(kind, id).map(StoredDocument::version).orElse(0L) + 1;
            return new StoredDocument(kind, id, body, new TreeMap<>(attributes), version);
        }

        @Override
        public boolean delete(String kind, String id) {
            writes.add(writer -> writer.delete(kind, id));
            return reader.find(kind, id).isPresent();
        }

        @Override
        public Optional<StoredDocument> find(String kind, String id) {
            return reader.find(kind, id);
        }

        @Override
        public List<StoredDocument> query(MetadataQuery query) {
            return reader.query(query);
        }

        @Override
        public List<String> kinds() {
            return reader.kinds();
        }

        @Override
        public long lastChange() {
            return reader.lastChange();
        }

        @Override
        public List<Change> changes(long after, int limit) {
            return reader.changes(after, limit);
        }
    }
}
