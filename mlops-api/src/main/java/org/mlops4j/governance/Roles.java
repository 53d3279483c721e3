// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.time.Instant;
import java.util.SortedMap;
import org.mlops4j.identity.Actor;

/**
 * Who has which role. Policies ask for roles; approvals keep those that the approver had at the time. Thread-safe;
 * every change is audited under the target {@code role/actor}.
 *
 * <p>Who may grant what is the matter of the {@linkplain org.mlops4j.spi.AccessPolicy access policy}; without one,
 * everybody may.
 */
public interface Roles {

    /** Who has this role may move protected aliases in an emergency, see {@link Governance#breakGlass}. */
    String BREAK_GLASS = "break-glass";

    /**
     * Gives an actor a role; nothing changes if it has it.
     *
     * @param role by the rule of {@link org.mlops4j.data.Name#require}, such as {@code ml-lead}
     * @param reason why, for the audit log
     */
    void grant(String role, Actor to, String reason);

    /**
     * Takes a role away, and with it what was delegated of it. Approvals that were given count as before.
     *
     * @throws org.mlops4j.error.NotFoundException if the actor has not been granted the role
     */
    void revoke(String role, Actor from, String reason);

    /**
     * Lets somebody else act by a role of the actor of this handle for a time. Both together count as one person.
     *
     * @param until from then on it does not count
     * @throws org.mlops4j.error.RejectedException if this actor has not been granted the role: what was delegated is
     *     not delegated on
     * @throws org.mlops4j.error.InvalidException if the time is over
     */
    void delegate(String role, Actor to, Instant until, String reason);

    /** {@return the roles of an actor now, each with the one whose it is: the actor, or who delegated it} */
    SortedMap<String, Actor> of(Actor actor);
}
