// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;

/**
 * How far versions are, who owns models, and what to do in an emergency. Thread-safe. Every change is durable when the
 * call returns, and is one entry of the audit log.
 */
public interface Governance {

    /** {@return who has which role} */
    Roles roles();

    /** {@return how far a version is now} Reads what is stored of it; a handful of documents. */
    Stage stage(ModelVersion version);

    /**
     * Stores what gates said of a version, in place of what was said before. Approvals given before do not count any
     * more: they were given on other evidence. What was said when an alias was moved to the version stays with that
     * move, see {@link #evidence}.
     *
     * @param gates the verdicts, each under the name of its gate; failures are stored too
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.InvalidException if there is no verdict
     */
    Validation validate(ModelVersion version, SortedMap<String, Verdict> gates, String reason);

    /** {@return what gates said of a version last, if any has} */
    Optional<Validation> validation(ModelVersion version);

    /**
     * Takes a version out of use.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.RejectedException if an alias points at it or a deployment names it
     */
    void retire(ModelVersion version, String reason);

    /**
     * Takes a harmful version out of use at once: each alias that points at it goes back to the target before it that
     * may still be used, or points nowhere if there is none; in the same transaction. It is not loaded again, and
     * deployments that would go on with it, for they name it or such an alias, are stopped. So it goes for every
     * version that is composed of it.
     *
     * @param reason why, for the audit log
     */
    void recall(ModelVersion version, String reason);

    /**
     * Asks whether a version may be served; every deployment asks before it loads a model.
     *
     * @param deployment the name of the deployment
     * @throws org.mlops4j.error.RejectedException if the version was recalled, or the inventory of the model names
     *     other deployments only
     */
    void requireServable(ModelVersion version, String deployment);

    /**
     * Moves a protected alias although the version has not what the policy asks for. Somebody else has to
     * {@linkplain #review review} that later. Versions that were retired or recalled are refused all the same.
     *
     * @param reason why; not blank
     * @throws org.mlops4j.error.RejectedException if the actor has not the role {@link Roles#BREAK_GLASS}
     * @throws org.mlops4j.error.InvalidException if no reason is given
     */
    Alias.Move breakGlass(String alias, ModelVersion version, String reason);

    /**
     * {@return what a move of an alias was decided on, as it was then} A rollback rests on what the move that it goes
     * back to was decided on; a move by {@link #breakGlass} on what there was, though it was not enough. Nothing for an
     * alias that was let point nowhere, and for moves stored by 0.1.0-preview. The entry of the audit log about the
     * move has the digests of all parts.
     *
     * @param move one of the {@linkplain Alias#history history} of the alias
     * @throws org.mlops4j.error.NotFoundException if the alias was never moved so
     */
    Evidence evidence(Alias alias, Alias.Move move);

    /** {@return the emergencies that nobody has looked at yet, oldest first} */
    List<Emergency> openEmergencies();

    /**
     * Says what was found about an emergency.
     *
     * @param emergency its {@link Emergency#id()}
     * @param finding what was found; not blank
     * @throws org.mlops4j.error.RejectedException if it was this actor who broke the glass
     * @throws org.mlops4j.error.AlreadyExistsException if it was reviewed before
     * @throws org.mlops4j.error.NotFoundException if there is none
     */
    Emergency review(String emergency, String finding);

    /**
     * {@return who owns a model} At first it is the author of its first version.
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such model
     */
    Ownership ownership(String model);

    /**
     * Offers a model to somebody who becomes its owner by {@link #accept}. A later offer replaces an earlier one.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.RejectedException if the actor is not the owner, and the model has one
     */
    void offer(String model, Actor to, String reason);

    /**
     * Makes the actor of this handle the owner of a model that was offered to it.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.RejectedException if it was not
     */
    void accept(String model, String reason);

    /**
     * Gives a model up. As long as nobody owns it, no alias is moved to its versions; rollbacks still work.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.RejectedException if the actor is not the owner
     */
    void giveUp(String model, String reason);

    /** {@return what is kept of a model, {@link Inventory#EMPTY} if nothing is} */
    Inventory inventory(String model);

    /**
     * Replaces what is kept of a model.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.NotFoundException if there is no such model
     */
    void writeInventory(String model, Inventory inventory, String reason);
}
