// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.Arrays;
import org.mlops4j.data.Document;

/** Lists of numbers in stored documents. */
final class Numbers {

    private Numbers() {}

    static Document document(double[] numbers) {
        return Document.list(Arrays.stream(numbers).mapToObj(Document::of).toList());
    }

    static double[] from(Document document) {
        return document.list().stream().mapToDouble(Document::number).toArray();
    }
}
