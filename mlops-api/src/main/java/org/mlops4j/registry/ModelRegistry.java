// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.util.List;
import java.util.Optional;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.ModelCard;
import org.mlops4j.identity.Actor;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;

/**
 * Models, their numbered versions and the aliases that say which version is which. Thread-safe. Every change is durable
 * when the call returns, and is one entry of the audit log under the target {@code model/number} or
 * {@code model@alias}.
 */
public interface ModelRegistry {

    /**
     * Registers a model: stores its files and gives it the next number. A package with an
     * {@link ModelPackage#idempotencyKey idempotency key} that the model has a version of is not registered again.
     *
     * @param model by the rule of {@link org.mlops4j.data.Name#require}
     * @param contents the model
     * @return the version, which is the one that was registered before under the same idempotency key if there is one
     * @throws org.mlops4j.error.NotFoundException if a file of the package is missing, or the version of the
     *     idempotency key was deleted
     * @throws org.mlops4j.error.InvalidException if the package has no file or a name breaks the rule
     */
    ModelVersion register(String model, ModelPackage contents);

    /**
     * Registers a model that a run made, see {@link #register(String, ModelPackage)}.
     *
     * @param run the id of the run
     */
    ModelVersion register(String model, ModelPackage contents, String run);

    /**
     * Stores a version that was registered elsewhere, with its author and its time, under the next number of its model.
     * One entry of the audit log, {@code version.import}, says who restored it and from where.
     *
     * @return the version as stored; its digest is that of the manifest
     * @throws org.mlops4j.error.AlreadyExistsException if a version of that origin was restored before
     * @throws org.mlops4j.error.InvalidException if the bytes of a file are not those of the manifest
     * @throws org.mlops4j.error.NotFoundException if there is no such run, or a file is missing
     */
    ModelVersion restore(PastVersion version);

    /** {@return the version that was restored from an origin, see {@link PastVersion#origin}, if there is one} */
    Optional<ModelVersion> findRestored(String origin);

    /**
     * {@return the version of a model that was registered under an idempotency key, if there is one}
     *
     * @throws org.mlops4j.error.NotFoundException if it was deleted
     */
    Optional<ModelVersion> findRegistered(String model, String key);

    /** {@return the version, if there is one} */
    Optional<ModelVersion> find(String model, int number);

    /**
     * {@return the version}
     *
     * @throws org.mlops4j.error.NotFoundException if there is none; the message tells which there are
     */
    ModelVersion load(String model, int number);

    /** {@return all versions of a model, oldest first; empty if there is no such model} */
    List<ModelVersion> versions(String model);

    /**
     * {@return the versions of all models that a text describes, the newest first; all of them unless it has a limit}
     *
     * <pre>{@code
     * registry.search("model = 'late-flights' and tags.region = 'Europe' and alias = 'champion'")
     * }</pre>
     *
     * @param search in the language of {@link org.mlops4j.search.Filter}, with the fields {@code model},
     *     {@code number}, {@code author}, {@code created}, {@code format}, {@code run}, {@code alias}, {@code stage},
     *     {@code digest}, {@code features}, {@code origin}, {@code datasets.digest} and {@code tags.KEY}. The stage is
     *     in no index: it is told of each version that passes the rest, see
     *     {@link org.mlops4j.governance.Governance#stage}
     * @throws org.mlops4j.error.InvalidException if the text cannot be read; the message points at the column
     */
    List<ModelVersion> search(String search);

    /**
     * {@return a page of the versions of all models that a search finds}
     *
     * @throws org.mlops4j.error.InvalidException if its text cannot be read; the message points at the column
     */
    Page<ModelVersion> search(Search search);

    /**
     * {@return a page of some fields of the versions that a search finds} Reads these fields from the index rather than
     * the versions, but for {@code alias}, {@code datasets.digest} and {@code stage}.
     *
     * @param fields in the language of {@link org.mlops4j.search.Filter}, see {@link org.mlops4j.search.Field#text};
     *     without any the rows have ids only
     * @throws org.mlops4j.error.InvalidException if the search or a field cannot be read; the message points at the
     *     column
     */
    Page<SearchRow> select(Search search, String... fields);

    /** {@return the names of all models in order} */
    List<String> models();

    /**
     * {@return the bytes of a file of a version, verified}
     *
     * @throws org.mlops4j.error.CorruptException if they are not those that were registered
     */
    byte[] read(ModelVersion version, String file);

    /**
     * {@return a handle on an alias, whether or not it points anywhere yet}
     *
     * @param alias by the rule of {@link org.mlops4j.data.Name#require}, without dots; not {@code latest}, not a
     *     number, not {@code v} and a number
     */
    Alias alias(String model, String alias);

    /** {@return the aliases of a model that point at a version, by name; empty if there is no such model} */
    List<Alias> aliases(String model);

    /**
     * {@return what a reference names: {@code model@alias}, {@code model/number}, or {@code model@alias~1} for what the
     * alias would point at after a rollback}
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such version, or the alias points nowhere
     */
    ModelVersion resolve(String reference);

    /**
     * {@return what differs between two versions, which may be of two models}
     *
     * @throws org.mlops4j.error.NotFoundException if one of them is not there
     */
    VersionDiff diff(ModelVersion before, ModelVersion after);

    /**
     * Signs a version off in the name of the actor of this handle, with the roles it has now. The approval is bound to
     * the digest of the version, to its validation and to the policies of the model: when one of them changes, it does
     * not count any more and may be given anew.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.AlreadyExistsException if the actor has approved it before, and that counts still
     */
    Approval approve(ModelVersion version, String reason);

    /**
     * Takes an approval back. Aliases stay where they are.
     *
     * @param actor whose approval
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.NotFoundException if the actor has not approved the version
     */
    void revokeApproval(ModelVersion version, Actor actor, String reason);

    /** {@return the approvals of a version that count, oldest first} A policy may ask for younger ones. */
    List<Approval> approvals(ModelVersion version);

    /**
     * From now on an alias moves only to versions that the policy lets pass. A rollback to an earlier target of the
     * alias needs no new approval. Approvals given before do not count: they were given under another policy.
     *
     * @param reason why, for the audit log
     */
    void protect(String model, String alias, PromotionPolicy policy, String reason);

    /** Does what {@link #protect(String, String, PromotionPolicy, String)} does, with a policy of approvals alone. */
    default void protect(String model, String alias, ApprovalPolicy policy, String reason) {
        protect(model, alias, PromotionPolicy.of(policy), reason);
    }

    /**
     * Protects all aliases of a model that have no policy of their own, see {@link #protect(String, String,
     * PromotionPolicy, String)}.
     */
    void protect(String model, PromotionPolicy policy, String reason);

    /**
     * Deletes a version. Its number is not used again, and what it was made of can still be asked; its bytes are freed
     * by the next sweep, unless something else has the same.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.RejectedException if an alias points at it or a deployment names it
     */
    void delete(ModelVersion version, String reason);

    /** {@return what is left of the deleted versions of a model, oldest first} */
    List<DeletedVersion> deleted(String model);

    /** {@return the tags of a model} A model that is not there is refused by the methods of the tags. */
    Tags tags(String model);

    /** {@return the tags of a version} */
    Tags tags(ModelVersion version);

    /**
     * Writes what people know of a model, in place of what was written before; it counts for all its versions.
     *
     * @param reason why, for the audit log
     * @throws org.mlops4j.error.NotFoundException if there is no such model
     */
    void writeCard(String model, CardNotes notes, String reason);

    /**
     * Writes what people know of a version, in place of what was written before. Each part that is not empty takes the
     * place of the one on the model.
     *
     * @param reason why, for the audit log
     */
    void writeCard(ModelVersion version, CardNotes notes, String reason);

    /** {@return what people need to know of a version, as of now} */
    ModelCard card(ModelVersion version);
}
