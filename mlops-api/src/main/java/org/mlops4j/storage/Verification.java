// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.storage;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;

/**
 * What reading everything in a store found.
 *
 * @param checked how many things were read: documents, points, chunks of events, states, blobs
 * @param damage what is damaged, each with its place and what to do; empty if all is well
 */
public record Verification(long checked, List<String> damage) {

    /** Copies the list. */
    public Verification {
        damage = List.copyOf(damage);
    }

    /** {@return whether nothing is damaged} */
    public boolean passed() {
        return damage.isEmpty();
    }

    /** {@return both together} */
    public Verification and(Verification other) {
        List<String> all = new ArrayList<>(damage);
        all.addAll(other.damage);
        return new Verification(checked + other.checked, all);
    }

    /**
     * {@return this, if nothing is damaged}
     *
     * @throws CorruptException that lists the first damages, if there are some
     */
    public Verification requirePassed() {
        if (!passed()) {
            throw new CorruptException(damage.size() + " of " + checked + " checks found damage: "
                    + String.join("; ", damage.subList(0, Math.min(10, damage.size()))));
        }
        return this;
    }

    /** Collects a verification. For one thread. */
    public static final class Builder {

        private final List<String> damage = new ArrayList<>();
        private long checked;

        /** Nothing checked yet. */
        public Builder() {}

        /** Counts something that is as it should be. */
        public void sound() {
            checked++;
        }

        /** Counts and notes something that is damaged. */
        public void damaged(MlopsException damaged) {
            checked++;
            damage.add(String.valueOf(damaged.getMessage()));
        }

        /**
         * Counts one check, and notes what it throws because of damage.
         *
         * @param check reads something; {@link CorruptException} and {@link NotFoundException} are damage, any other
         *     exception ends the verification
         */
        public void check(Runnable check) {
            try {
                check.run();
                sound();
            } catch (CorruptException | NotFoundException e) {
                damaged(e);
            }
        }

        /** {@return what was found} */
        public Verification build() {
            return new Verification(checked, damage);
        }
    }
}
