// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mlops4j.identity.Actor;

/**
 * A named pointer to a version of a model, such as {@code champion}, with its whole history. Thread-safe; a handle is
 * cheap and always reads the current state.
 */
public interface Alias {

    /** {@return the model} */
    String model();

    /** {@return the alias} */
    String name();

    /** {@return where it points now, if anywhere} */
    Optional<ModelVersion> find();

    /**
     * {@return where it points now}
     *
     * @throws org.mlops4j.error.NotFoundException if nowhere
     */
    ModelVersion current();

    /** {@return where a {@link #rollback} would point it, if anywhere} Its reference is {@code model@alias~1}. */
    Optional<ModelVersion> findPrevious();

    /**
     * Points the alias at a version, wherever it pointed before.
     *
     * @param reason why, for the audit log
     * @return the move
     * @throws org.mlops4j.error.RejectedException if the version has not what the policy of the alias asks for, was
     *     retired or recalled, or nobody owns the model
     */
    Move moveTo(ModelVersion version, String reason);

    /**
     * Points the alias at a version if it still points where the caller thinks: compare and set.
     *
     * @param expected where the caller saw it point, empty for nowhere
     * @throws org.mlops4j.error.ConflictException if it points elsewhere by now
     * @throws org.mlops4j.error.RejectedException if the version has not what the policy of the alias asks for, was
     *     retired or recalled, or nobody owns the model
     */
    Move moveTo(ModelVersion version, Optional<ModelVersion> expected, String reason);

    /**
     * Points the alias back at the target before the current one that was not deleted, retired or recalled since.
     * Rolling back twice goes two targets back.
     *
     * @throws org.mlops4j.error.NotFoundException if there is no target before
     */
    Move rollback(String reason);

    /**
     * Lets the alias point nowhere. Its history stays, and a rollback brings the target back.
     *
     * @throws org.mlops4j.error.NotFoundException if it points nowhere already
     */
    Move remove(String reason);

    /** {@return where it pointed at an instant, if anywhere; moves are ordered by their sequence, not by the clock} */
    Optional<ModelVersion> asOf(Instant instant);

    /**
     * {@return the move that held at an instant, if there was one: where it pointed, who put it there and why} On what
     * that was decided says {@link org.mlops4j.governance.Governance#evidence}.
     */
    Optional<Move> moveAsOf(Instant instant);

    /** {@return all moves, oldest first} */
    List<Move> history();

    /**
     * One move of an alias.
     *
     * @param revision 1 for the first move of the alias, then 2, 3 …
     * @param number the version that it points at since, 0 if nowhere
     * @param time when
     * @param actor who moved it
     * @param reason why
     * @param rollback whether it was a {@link Alias#rollback}
     */
    record Move(long revision, int number, Instant time, Actor actor, String reason, boolean rollback) {}
}
