// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.spi.StoredAttributes;

/**
 * What is known of something that may have been meant.
 *
 * @param stored its attributes, or those that a test asks for
 * @param told says what is not among them
 */
record KnownAttributes(StoredAttributes stored, Told told) implements AttributeTest.Attributes {

    @Override
    public @Nullable Document find(String name) {
        Document value = stored.attributes().get(name);
        return value != null ? value : told.find(stored.id(), name).orElse(null);
    }

    @Override
    public Stream<String> behind(String prefix) {
        return stored.attributes().tailMap(prefix).keySet().stream()
                .takeWhile(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()));
    }
}
