// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** A transaction that works on a snapshot without the lock and writes to whatever is there at its end. */
record UncheckedWrite<T>(MemoryMetadataStore store, Function<? super MetadataWriter, T> work) {

    /**
     * {@return what the work returned}
     *
     * @param refuses whether to begin anew, given whether others have changed what it wrote
     */
    T run(UnaryOperator<Boolean> refuses) {
        while (true) {
            store.requireOpen();
            MemoryState snapshot = store.disk.state;
            Recording recording = new Recording(snapshot);
            T result = store.within(recording, work);
            LockSupport.parkNanos(20_000);
            store.lock.lock();
            try {
                store.requireOpen();
                MemoryState now = store.disk.state;
                boolean changed = recording.written.stream()
                        .anyMatch(id -> !Objects.equals(
                                now.documents().get(id), snapshot.documents().get(id)));
                if (!refuses.apply(changed)) {
                    MemoryTransaction again = new MemoryTransaction(now);
                    recording.writes.forEach(write -> write.accept(again));
                    store.commit(again.state());
                    return result;
                }
            } finally {
                store.lock.unlock();
            }
        }
    }

    /** Remembers what was written, to write it again. */
    private static final class Recording extends MemoryTransaction {

        private final TreeSet<DocumentId> written = new TreeSet<>(DocumentId.ORDER);
        private final List<Consumer<MemoryTransaction>> writes = new ArrayList<>();

        Recording(MemoryState snapshot) {
            super(snapshot);
        }

        @Override
        public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
            StoredDocument stored = super.put(kind, id, body, attributes);
            written.add(new DocumentId(kind, id));
            writes.add(later -> later.put(kind, id, body, attributes));
            return stored;
        }

        @Override
        public boolean delete(String kind, String id) {
            written.add(new DocumentId(kind, id));
            writes.add(later -> later.delete(kind, id));
            return super.delete(kind, id);
        }
    }
}
