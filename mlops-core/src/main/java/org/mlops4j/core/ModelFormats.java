// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.mlops4j.core.composition.CompositionFormat;
import org.mlops4j.spi.ModelFormat;

/**
 * The formats a handle can read: those of the service loader, those given to the builder before them, and what is
 * composed of either.
 */
final class ModelFormats {

    private ModelFormats() {}

    static List<ModelFormat> withFound(List<ModelFormat> given) {
        Map<String, ModelFormat> byName = new TreeMap<>();
        for (ModelFormat found : ServiceLoader.load(ModelFormat.class, ModelFormats.class.getClassLoader())) {
            byName.put(found.name(), found);
        }
        given.forEach(format -> byName.put(format.name(), format));
        ModelFormat composed = new CompositionFormat(byName);
        byName.putIfAbsent(composed.name(), composed);
        return List.copyOf(new ArrayList<>(byName.values()));
    }
}
