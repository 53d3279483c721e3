// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.spi.MetadataWriter;

/** What one try of a stage, or of an item of it, changes in the store with its result. Thread-safe. */
final class StageChanges {

    private final List<Consumer<? super MetadataWriter>> changes = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException thrown;

    void add(Consumer<? super MetadataWriter> change) {
        changes.add(requireNonNull(change, "change"));
    }

    /** Makes the changes in the order in which they were added. */
    void make(MetadataWriter writer) {
        try {
            changes.forEach(change -> change.accept(writer));
        } catch (RuntimeException e) {
            thrown = e;
            throw e;
        }
    }

    /** {@return whether a change threw this: it is a failure of the stage, not of the store} */
    boolean threw(RuntimeException failure) {
        return failure == thrown;
    }
}
