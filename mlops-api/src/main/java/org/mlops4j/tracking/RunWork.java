// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

/**
 * What is done in a run, see {@link Tracking#during}.
 *
 * @param <T> what comes out
 * @param <E> what it may throw; {@code RuntimeException} if nothing checked
 */
@FunctionalInterface
public interface RunWork<T, E extends Exception> {

    /**
     * Does the work.
     *
     * @param run goes on until this returns
     * @return the result
     */
    T in(Run run) throws E;
}
