// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;

/**
 * What applying a service would do to one definition.
 *
 * @param kind what is defined
 * @param name its name
 * @param effect what would happen
 * @param before the digest of the definition that is there, or {@code null} if there is none
 * @param after the digest of the definition that would be there
 */
public record DefinitionChange(
        Kind kind, String name, Effect effect, @Nullable Digest before, Digest after) {

    /** {@return the digest of the definition that is there, if there is one} */
    public Optional<Digest> findBefore() {
        return Optional.ofNullable(before);
    }

    /** {@return whether anything would change} */
    public boolean changes() {
        return effect != Effect.NONE;
    }

    /** {@return whether vectors would change} */
    public boolean changesMeaning() {
        return effect == Effect.NEW || effect == Effect.MEANING;
    }

    @Override
    public String toString() {
        String what = kind.word + " '" + name + "'";
        return switch (effect) {
            case NEW -> "+ " + what + " is new, " + after.brief();
            case MEANING ->
                "~ " + what + " changes its meaning, "
                        + findBefore().map(Digest::brief).orElse("") + " -> " + after.brief();
            case DESCRIPTION -> "~ " + what + " changes its description or expectations only, " + after.brief();
            case NONE -> "  " + what + " stays as it is, " + after.brief();
        };
    }

    /** What is defined. */
    public enum Kind {
        /** A {@link org.mlops4j.features.FeatureService}. */
        SERVICE("service"),
        /** A {@link org.mlops4j.features.FeatureView}. */
        VIEW("view");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** What would happen to a definition. */
    public enum Effect {
        /** There is none of that name. */
        NEW,
        /** Values of features may change. */
        MEANING,
        /**
         * Only what people are told or what is expected of events changes; every value that given events have stays the
         * same, to the bit.
         */
        DESCRIPTION,
        /** It is there already. */
        NONE
    }
}
