// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.progress;

/** Shows people how far long work has come. Thread-safe; never throws into the work. */
@FunctionalInterface
public interface Progress {

    /** What the total is if nobody knows it. */
    long UNKNOWN = 0;

    /**
     * Begins to show a piece of work.
     *
     * @param what the work in a few words
     * @param total how many steps it has, {@link #UNKNOWN} if nobody knows
     * @return where the work says how far it is; to be closed at its end
     */
    Work start(String what, long total);

    /** {@return a progress that shows nothing} */
    static Progress silent() {
        return (what, total) -> new Silence();
    }

    /** A piece of work that goes on. */
    interface Work extends AutoCloseable {

        /**
         * Says how far the work is. Cheap; most calls show nothing.
         *
         * @param done how many steps are done since the beginning
         */
        void at(long done);

        /** Ends the work, done or not; idempotent. */
        @Override
        void close();
    }
}
