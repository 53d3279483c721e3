// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.JavaSignature;

/** The functions written in Java that this JVM has for expressions. Immutable. */
public final class JavaFunctions {

    private static final JavaFunctions NONE = of();

    private final SortedMap<String, JavaFunction> byName;

    private JavaFunctions(SortedMap<String, JavaFunction> byName) {
        this.byName = byName;
    }

    /** {@return no functions} */
    public static JavaFunctions none() {
        return NONE;
    }

    /**
     * {@return these functions}
     *
     * @throws InvalidException if two have the same name and version
     */
    public static JavaFunctions of(JavaFunction... functions) {
        SortedMap<String, JavaFunction> byName = new TreeMap<>();
        for (JavaFunction function : functions) {
            if (byName.put(key(function.signature()), function) != null) {
                throw new InvalidException("there are two Java functions " + key(function.signature())
                        + "; other code needs another version");
            }
        }
        return new JavaFunctions(Collections.unmodifiableSortedMap(byName));
    }

    /**
     * {@return the function of that signature}
     *
     * @throws IncompatibleException if it is not there, or takes or gives something else
     */
    public JavaFunction require(JavaSignature wanted) {
        JavaFunction there = byName.get(key(wanted));
        if (there == null || !there.signature().equals(wanted)) {
            List<JavaSignature> all =
                    byName.values().stream().map(JavaFunction::signature).toList();
            throw new IncompatibleException("a definition calls the Java function " + wanted
                    + ", which this JVM does not have; it has " + all
                    + ". Give the feature store its code, as FeatureStore.on(mlops, JavaFunctions.of(…))");
        }
        return there;
    }

    /** {@return whether all functions of these signatures are there} */
    public boolean containsAll(Collection<JavaSignature> wanted) {
        return wanted.stream().allMatch(signature -> {
            JavaFunction there = byName.get(key(signature));
            return there != null && there.signature().equals(signature);
        });
    }

    private static String key(JavaSignature signature) {
        return signature.name() + "@" + signature.version();
    }
}
