// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.ModelCard;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.core.tracking.StoredRuns;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Provenance;
import org.mlops4j.registry.VersionDiff;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.RunRecord;

/**
 * The registry over a metadata store and a blob store. Keeps no state of its own. The bytes of a version are durable
 * before the transaction that makes it, so a crash leaves bytes without a version at worst, never the reverse.
 */
public final class LocalRegistry implements ModelRegistry {

    private static final String MODEL = "model";

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final HashChain chain;
    private final InstantSource clock;

    /** A registry that acts in the name of the chain's actor. */
    public LocalRegistry(MetadataStore metadata, BlobStore blobs, HashChain chain, InstantSource clock) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.blobs = requireNonNull(blobs, "blobs");
        this.chain = requireNonNull(chain, "chain");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public ModelVersion register(String model, ModelPackage contents) {
        return store(model, contents, null);
    }

    @Override
    public ModelVersion register(String model, ModelPackage contents, String run) {
        return store(model, contents, requireNonNull(run, "run"));
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
    public List<String> models() {
        return metadata.read(reader -> Pages.all(reader, MetadataQuery.of(MODEL))).stream()
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
        return metadata.read(reader -> Cards.card(reader, Versions.same(reader, version)));
    }

    @Override
    public Approval approve(ModelVersion version, String reason) {
        return chain.transact("version.approve", version.id(), reason, writer -> {
            ModelVersion stored = Versions.same(writer, version);
            Approvals.find(writer, stored, chain.actor()).ifPresent(earlier -> {
                throw new AlreadyExistsException(
                        "'" + chain.actor() + "' has approved " + stored + " before, at " + earlier.time());
            });
            Approval approval = new Approval(chain.actor(), stored.digest(), clock.instant(), reason);
            Approvals.put(writer, stored, approval);
            return approval;
        });
    }

    @Override
    public List<Approval> approvals(ModelVersion version) {
        return metadata.read(reader -> Approvals.of(reader, version));
    }

    @Override
    public void protect(String model, String alias, ApprovalPolicy policy, String reason) {
        requireNonNull(policy, "policy");
        String target = Name.require("model", model) + "@" + AliasName.require(alias);
        chain.transact("alias.protect", target, reason, writer -> Protection.put(writer, target, policy));
    }

    private ModelVersion store(String model, ModelPackage contents, @Nullable String run) {
        Name.require("model", model);
        ModelManifest manifest = Intake.store(model, contents, blobs);
        return chain.transact("version.register", "", writer -> {
            ModelManifest complete = run == null ? manifest : manifest.with(provenance(writer, run));
            ModelVersion version =
                    new ModelVersion(model, nextNumber(writer, model), complete, run, chain.actor(), clock.instant());
            Versions.put(writer, version);
            return new HashChain.Deed<>(version.id(), version);
        });
    }

    private static Provenance provenance(MetadataReader reader, String run) {
        RunRecord record = StoredRuns.find(reader, run)
                .orElseThrow(
                        () -> new NotFoundException("there is no run '" + run + "' that could have made the model"));
        return new Provenance(
                record.datasets(), Document.object(record.environment().fields()));
    }

    /** {@return one more than any version of the model ever had: the model's document outlives its versions} */
    private int nextNumber(MetadataWriter writer, String model) {
        Optional<Document> before = writer.find(MODEL, model).map(StoredDocument::body);
        int number = before.map(b -> Math.toIntExact(b.get("versions").whole())).orElse(0) + 1;
        Instant created = before.map(b -> b.get("created").instant()).orElseGet(clock::instant);
        Document body =
                Document.object().with("model", model).with("versions", number).with("created", created);
        writer.put(MODEL, model, body, Map.of());
        return number;
    }
}
