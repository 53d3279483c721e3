// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;
import org.mlops4j.features.FeatureSource;

/**
 * Definitions on their way to executors: as the JSON in which they are stored. So nothing but texts and bytes is ever
 * made an object by Java serialization.
 */
final class Definitions {

    private static final JacksonText JSON = new JacksonText();

    private Definitions() {}

    static String write(Document definition) {
        return JSON.write(definition);
    }

    static Document read(String json) {
        return JSON.read(json);
    }

    static FeatureSource source(String json) {
        return FeatureSource.from(read(json));
    }
}
