// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.internal.text;

import java.util.Collection;
import java.util.List;

/** A page for people, in whatever language it is written. Every text is shown as it is. Not thread-safe. */
public interface Page {

    /** {@return this, behind a heading of a level from 1} */
    Page heading(int level, String text);

    /** {@return this, behind a paragraph} */
    Page paragraph(String text);

    /** {@return this, behind a list with a point for each text; nothing if there is none} */
    Page points(Collection<String> texts);

    /** {@return this, behind a table; nothing if it has no row} A head of empty texts is not shown where it can be. */
    Page table(List<String> head, List<List<String>> rows);
}
