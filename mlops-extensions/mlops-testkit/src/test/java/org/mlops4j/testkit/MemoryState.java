// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.spi.MetadataReader.Change;
import org.mlops4j.spi.StoredDocument;

/**
 * One committed state of a {@link MemoryMetadataStore}.
 *
 * @param documents those that are there
 * @param versions the last version of all that ever were
 * @param changes all, oldest first
 */
record MemoryState(
        SortedMap<DocumentId, StoredDocument> documents, SortedMap<DocumentId, Long> versions, List<Change> changes) {
    MemoryState {
        requireNonNull(changes, "changes");
        documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        changes = Collections.unmodifiableList(new ArrayList<>(changes));
    }
}
