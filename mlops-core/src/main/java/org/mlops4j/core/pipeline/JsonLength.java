// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.Map;
import org.mlops4j.data.Document;

/** How long the JSON of a document is at most, found out without writing it: it is written soon enough. */
final class JsonLength {

    /** The longest whole number has 20 characters, the longest real one 24. */
    private static final long NUMBER = 24;

    /** A character that is escaped, such as a control character. */
    private static final long ESCAPED = 6;

    /** What nests deeper is not looked at. */
    private static final int DEPTH = 50;

    private JsonLength() {}

    /** {@return true if the JSON has surely not more characters; false says nothing} */
    static boolean isAtMost(Document document, long characters) {
        return left(document, characters, DEPTH) >= 0;
    }

    /** {@return how many characters are left behind a document, negative if there may be none} */
    private static long left(Document document, long characters, int depth) {
        if (depth == 0) {
            return -1;
        }
        long left = characters - 2;
        if (document instanceof Document.Fields object) {
            for (Map.Entry<String, Document> field : object.fields().entrySet()) {
                if (left >= 0) {
                    left = left(field.getValue(), left - text(field.getKey()) - 2, depth - 1);
                }
            }
            return left;
        } else if (document instanceof Document.Items items) {
            for (Document item : items.list()) {
                if (left >= 0) {
                    left = left(item, left - 1, depth - 1);
                }
            }
            return left;
        }
        return document instanceof Document.Text text ? characters - text(text.text()) : characters - NUMBER;
    }

    private static long text(String text) {
        return 2 + ESCAPED * text.length();
    }
}
