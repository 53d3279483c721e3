// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import org.mlops4j.identity.Actor;

/**
 * Decides who may change what. It is asked in the transaction of each change that the audit log records, and what it
 * denies is undone with the transaction. Implementations must be thread-safe and quick: writers wait for the answer.
 * One that throws denies.
 *
 * <p>Reading is not asked about: who has the files or the database can read them. Nor are the metrics and files of a
 * run, once its start was allowed.
 */
@FunctionalInterface
public interface AccessPolicy {

    /** {@return a policy that lets everybody do everything, for stores of one team in one process} */
    static AccessPolicy everybody() {
        return (actor, action, target) -> true;
    }

    /**
     * {@return whether the actor may do it}
     *
     * @param actor in whose name the handle acts
     * @param action as the audit log has it, such as {@code alias.move}
     * @param target as the audit log has it, such as {@code late-flights@champion}
     */
    boolean allows(Actor actor, String action, String target);
}
