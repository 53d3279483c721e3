// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entities of which a view has events. Thread-safe. */
public interface KnownEntities {

    /**
     * {@return whether there is an event of an entity}
     *
     * @param key as {@link RowValues#of} gives it, without null
     */
    boolean contains(List<@Nullable Object> key);

    /** Takes notice of the events that were pushed since the last time. */
    void refresh();
}
