// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.ModelCard;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.roles.LocalRoles;
import org.mlops4j.core.search.DocumentSearch;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.DeletedVersion;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PastVersion;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.registry.Tags;
import org.mlops4j.registry.VersionDiff;
import org.mlops4j.search.Field;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.StoredDocument;

/** The registry over a metadata store and a blob store. Keeps no state of its own. */
public final class LocalRegistry implements ModelRegistry {

    private static final DocumentSearch VERSIONS = new DocumentSearch(
            Versions.KIND, VersionAttributes::find, Field.attribute("created").descending());

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final HashChain chain;
    private final InstantSource clock;
    private final Limits limits;
    private final Registration registration;

    /**
     * A registry that acts in the name of the chain's actor.
     *
     * @param formats that tell whether a signature fits its model
     */
    public LocalRegistry(
            MetadataStore metadata,
            BlobStore blobs,
            HashChain chain,
            InstantSource clock,
            Limits limits,
            List<ModelFormat> formats) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.blobs = requireNonNull(blobs, "blobs");
        this.chain = requireNonNull(chain, "chain");
        this.clock = requireNonNull(clock, "clock");
        this.limits = requireNonNull(limits, "limits");
        this.registration = new Registration(
                blobs,
                chain,
                clock,
                limits,
                formats.stream().collect(Collectors.toUnmodifiableMap(ModelFormat::name, Function.identity())));
    }

    @Override
    public ModelVersion register(String model, ModelPackage contents) {
        return registration.register(model, contents, null);
    }

    @Override
    public ModelVersion register(String model, ModelPackage contents, String run) {
        return registration.register(model, contents, requireNonNull(run, "run"));
    }

    @Override
    public ModelVersion restore(PastVersion version) {
        return registration.restore(version);
    }

    @Override
    public Optional<ModelVersion> findRestored(String origin) {
        requireNonNull(origin, "origin");
        return metadata.read(reader -> Versions.findRestored(reader, origin));
    }

    @Override
    public Optional<ModelVersion> findRegistered(String model, String key) {
        Name.require("model", model);
        requireNonNull(key, "key");
        return metadata.read(reader -> RegistrationKeys.find(reader, model, key));
    }

    @Override
    public Optional<ModelVersion> find(String model, int number) {
        Name.require("model", model);
        return metadata.read(reader -> Versions.find(reader, model, number));
    }

    @Override
    public ModelVersion load(String model, int number) {
        Name.require("model", model);
        return metadata.read(reader -> Versions.load(reader, model, number));
    }

    @Override
    public List<ModelVersion> versions(String model) {
        Name.require("model", model);
        MetadataQuery query =
                MetadataQuery.of(Versions.KIND).whereEqual("model", model).ascending("number");
        return metadata.read(reader -> Pages.all(reader, query)).stream()
                .map(stored -> ModelVersion.from(stored.body()))
                .toList();
    }

    @Override
    public List<ModelVersion> search(String search) {
        Search wanted = Search.of(search);
        return metadata.read(reader -> versions(reader).all(reader, wanted)).stream()
                .map(stored -> ModelVersion.from(stored.body()))
                .toList();
    }

    @Override
    public Page<ModelVersion> search(Search search) {
        Page<StoredDocument> page = metadata.read(reader -> versions(reader).page(reader, search));
        return new Page<>(
                page.items().stream()
                        .map(stored -> ModelVersion.from(stored.body()))
                        .toList(),
                page.next());
    }

    @Override
    public Page<SearchRow> select(Search search, String... fields) {
        return metadata.read(reader -> versions(reader).select(reader, search, List.of(fields)));
    }

    private DocumentSearch versions(MetadataReader reader) {
        Stages stages = new Stages(reader, clock.instant());
        return VERSIONS.telling((id, attribute) -> attribute.equals(VersionAttributes.STAGE)
                ? reader.find(Versions.KIND, id)
                        .map(stored -> Document.of(
                                stages.of(ModelVersion.from(stored.body())).name()))
                : Optional.empty());
    }

    @Override
    public List<String> models() {
        return metadata.read(reader -> Pages.all(reader, MetadataQuery.of(Versions.MODEL))).stream()
                .map(StoredDocument::id)
                .toList();
    }

    @Override
    public byte[] read(ModelVersion version, String file) {
        ModelManifest.File found = version.manifest().file(file);
        try {
            return blobs.readAll(found.digest());
        } catch (NotFoundException e) {
            throw new CorruptException(
                    "the bytes of file '" + file + "' of " + version + " are gone from the blob store: "
                            + found.digest(),
                    e);
        }
    }

    @Override
    public Alias alias(String model, String alias) {
        return new StoredAlias(Name.require("model", model), AliasName.require(alias), metadata, chain, clock);
    }

    @Override
    public List<Alias> aliases(String model) {
        Name.require("model", model);
        return metadata.read(reader -> Moves.aliases(reader, model)).stream()
                .map(alias -> alias(model, alias))
                .toList();
    }

    @Override
    public ModelVersion resolve(String reference) {
        return Reference.parse(reference).resolve(this);
    }

    @Override
    public VersionDiff diff(ModelVersion before, ModelVersion after) {
        return metadata.read(
                reader -> Diffs.between(reader, Versions.same(reader, before), Versions.same(reader, after)));
    }

    @Override
    public void writeCard(String model, CardNotes notes, String reason) {
        Name.require("model", model);
        requireNonNull(notes, "notes");
        chain.transact("card.write", model, reason, writer -> Cards.put(writer, model, notes));
    }

    @Override
    public void writeCard(ModelVersion version, CardNotes notes, String reason) {
        requireNonNull(notes, "notes");
        chain.transact(
                "card.write", version.id(), reason, writer -> Cards.put(writer, Versions.same(writer, version), notes));
    }

    @Override
    public ModelCard card(ModelVersion version) {
        return metadata.read(reader -> Cards.card(reader, Versions.same(reader, version), clock.instant()));
    }

    @Override
    public Approval approve(ModelVersion version, String reason) {
        return chain.transact("version.approve", version.id(), reason, writer -> {
            ModelVersion stored = Versions.same(writer, version);
            Instant now = clock.instant();
            Approvals.find(writer, stored, chain.actor())
                    .filter(earlier -> !hasExpired(writer, stored, earlier, now))
                    .ifPresent(earlier -> {
                        throw new AlreadyExistsException(
                                "'" + chain.actor() + "' has approved " + stored + " before, at " + earlier.time());
                    });
            Approval approval = new Approval(
                    chain.actor(), stored.digest(), now, reason, LocalRoles.held(writer, chain.actor(), now));
            Approvals.put(writer, stored, approval);
            return approval;
        });
    }

    private static boolean hasExpired(MetadataReader reader, ModelVersion version, Approval approval, Instant now) {
        return Protection.everyOne(reader, version.model()).stream()
                .flatMap(policy -> policy.findApprovals().stream())
                .anyMatch(policy -> policy.isExpired(approval, now));
    }

    @Override
    public void revokeApproval(ModelVersion version, Actor actor, String reason) {
        requireNonNull(actor, "actor");
        chain.transact("version.revoke-approval", version.id(), reason, writer -> {
            if (!Approvals.delete(writer, Versions.same(writer, version), actor)) {
                throw new NotFoundException("'" + actor + "' has not approved " + version);
            }
            return version;
        });
    }

    @Override
    public List<Approval> approvals(ModelVersion version) {
        return metadata.read(reader -> Approvals.of(reader, version));
    }

    @Override
    public void protect(String model, String alias, PromotionPolicy policy, String reason) {
        String target = Name.require("model", model) + "@" + AliasName.require(alias);
        protectTarget("alias.protect", model, target, policy, reason);
    }

    @Override
    public void protect(String model, PromotionPolicy policy, String reason) {
        protectTarget("model.protect", Name.require("model", model), model, policy, reason);
    }

    private void protectTarget(String action, String model, String target, PromotionPolicy policy, String reason) {
        requireNonNull(policy, "policy");
        chain.transact(action, target, reason, writer -> Protection.put(writer, model, target, policy));
    }

    @Override
    public void delete(ModelVersion version, String reason) {
        chain.transact("version.delete", version.id(), reason, writer -> {
            ModelVersion stored = Versions.same(writer, version);
            Served.requireUnused(writer, stored, "it is deleted");
            Versions.delete(writer, stored);
            Tombstones.put(writer, new DeletedVersion(stored, chain.actor(), clock.instant(), reason));
            return stored;
        });
    }

    @Override
    public List<DeletedVersion> deleted(String model) {
        Name.require("model", model);
        return metadata.read(reader -> Tombstones.of(reader, model));
    }

    @Override
    public Tags tags(String model) {
        Name.require("model", model);
        return new StoredTags(
                model,
                reader -> StoredTags.requireThere(Versions.isModel(reader, model), model),
                writer -> {},
                metadata,
                chain,
                limits);
    }

    @Override
    public Tags tags(ModelVersion version) {
        return new StoredTags(
                version.id(),
                reader -> Versions.same(reader, version),
                writer -> Versions.put(writer, Versions.same(writer, version)),
                metadata,
                chain,
                limits);
    }
}
