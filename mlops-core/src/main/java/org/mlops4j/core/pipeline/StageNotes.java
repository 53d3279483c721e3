// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.pipeline.StageOrigins;

/** What one try of a stage, or of an item of it, says of its result and changes with it. Thread-safe. */
final class StageNotes {

    private final SortedMap<String, Document> notes = new ConcurrentSkipListMap<>();
    private final StageChanges changes = new StageChanges();

    void put(String factor, Document value) {
        notes.put(Name.requireKey("factor", factor), requireNonNull(value, "value"));
    }

    /** Takes over what the item at a place said. */
    void putItem(int place, Map<String, Document> item) {
        item.forEach((factor, value) -> notes.put(place + "." + factor, value));
    }

    StageChanges changes() {
        return changes;
    }

    SortedMap<String, Document> all() {
        return Collections.unmodifiableSortedMap(notes);
    }

    /** {@return the origins of a result that was found out in this process} */
    StageOrigins origins() {
        return new StageOrigins(ProcessEnvironment.digest(), notes);
    }
}
