// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.util.SortedMap;

/** The tags of a model or of a version. Thread-safe; every change is durable when the call returns, and audited. */
public interface Tags {

    /** {@return all of them, a copy} */
    SortedMap<String, String> all();

    /**
     * Sets a tag, in place of what it was before.
     *
     * @param key by the rule of {@link org.mlops4j.data.Name#requireKey}
     * @param value at most as long as {@link org.mlops4j.data.Limits#tags} says, 8 000 characters by default
     * @throws org.mlops4j.error.InvalidException if the key breaks the rule or the value is longer
     */
    void set(String key, String value);

    /**
     * Removes a tag.
     *
     * @throws org.mlops4j.error.NotFoundException if there is none
     */
    void remove(String key);
}
