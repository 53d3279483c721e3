// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.Comparator;

/** The place of a document in a {@link MemoryMetadataStore}. */
record DocumentId(String kind, String id) {
    static final Comparator<DocumentId> ORDER =
            Comparator.comparing(DocumentId::kind).thenComparing(DocumentId::id);
}
