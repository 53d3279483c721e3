// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import org.mlops4j.search.Field;

/** Where the fields of one kind of documents are. */
@FunctionalInterface
public interface Fields {

    /**
     * {@return where a field is}
     *
     * @throws org.mlops4j.error.InvalidException if there is no such field; the message lists those that are
     */
    Indexed find(Field field);
}
