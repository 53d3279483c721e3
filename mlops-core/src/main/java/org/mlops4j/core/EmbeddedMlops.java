// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.function.Function;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.bundle.Bundles;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.bundle.LocalBundles;
import org.mlops4j.core.closing.Closing;
import org.mlops4j.core.lineage.LocalLineage;
import org.mlops4j.core.pipeline.Audience;
import org.mlops4j.core.pipeline.LocalPipelines;
import org.mlops4j.core.pipeline.LocalReproductions;
import org.mlops4j.core.pipeline.RunClocks;
import org.mlops4j.core.pipeline.StageOutputs;
import org.mlops4j.core.registry.LocalGovernance;
import org.mlops4j.core.registry.LocalRegistry;
import org.mlops4j.core.registry.StoredSignatures;
import org.mlops4j.core.search.MemoryFinder;
import org.mlops4j.core.serving.LoadPolicy;
import org.mlops4j.core.serving.LocalDeployments;
import org.mlops4j.core.snapshot.StoredSnapshots;
import org.mlops4j.core.storage.LocalStorage;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Limits;
import org.mlops4j.data.Snapshots;
import org.mlops4j.governance.Governance;
import org.mlops4j.identity.Actor;
import org.mlops4j.lineage.Lineage;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.reproduction.Reproductions;
import org.mlops4j.search.Finder;
import org.mlops4j.serving.Deployments;
import org.mlops4j.signing.VersionSignatures;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.storage.Storage;
import org.mlops4j.tracking.Tracking;

/** A handle on an opened store: the rooms in the name of one actor. */
final class EmbeddedMlops implements Mlops {

    private final OpenedStore opened;
    private final Actor actor;
    private final HashChain chain;
    private final ModelRegistry registry;
    private final Governance governance;
    private final VersionSignatures signatures;
    private final Tracking tracking;
    private final Pipelines pipelines;
    private final LocalDeployments deployments;
    private final Storage storage;

    private EmbeddedMlops(OpenedStore opened, Actor actor, Function<Mlops, LocalDeployments> deployments) {
        Stores stores = opened.stores();
        this.opened = opened;
        this.actor = actor;
        this.chain = opened.chain(actor);
        this.registry = new LocalRegistry(
                stores.metadata(), stores.blobs(), chain, opened.clock(), opened.limits(), opened.formats());
        this.governance = new LocalGovernance(stores.metadata(), chain, opened.clock());
        this.signatures = new StoredSignatures(stores.metadata(), stores.blobs(), stores.json(), chain, opened.clock());
        this.tracking = opened.runs().tracking(chain, registry);
        this.pipelines = new LocalPipelines(
                stores.metadata(),
                new StageOutputs(stores.blobs(), stores.json()),
                stores.events(),
                chain,
                RunClocks.of(opened.clock()),
                opened.claims(),
                new Audience(opened.progress(), opened.telemetry()));
        this.storage = new LocalStorage(this, stores.backup());
        this.deployments = deployments.apply(this);
    }

    static Mlops open(OpenedStore opened, Actor actor, LoadPolicy load) {
        try {
            opened.start(actor);
            return new EmbeddedMlops(opened, actor, mlops -> new LocalDeployments(mlops, load, opened.formats()));
        } catch (RuntimeException e) {
            Closing.after(e, () -> opened.close(() -> {}));
            throw e;
        }
    }

    @Override
    public Tracking tracking() {
        opened.requireOpen();
        return tracking;
    }

    @Override
    public ModelRegistry registry() {
        opened.requireOpen();
        return registry;
    }

    @Override
    public Governance governance() {
        opened.requireOpen();
        return governance;
    }

    @Override
    public VersionSignatures signatures() {
        opened.requireOpen();
        return signatures;
    }

    @Override
    public Lineage lineage() {
        Stores stores = opened.stores();
        return new LocalLineage(stores.metadata(), stores.events());
    }

    @Override
    public Deployments serving() {
        opened.requireOpen();
        return deployments;
    }

    @Override
    public Pipelines pipelines() {
        opened.requireOpen();
        return pipelines;
    }

    @Override
    public Reproductions reproductions() {
        opened.requireOpen();
        return new LocalReproductions(this, chain);
    }

    @Override
    public Bundles bundles() {
        opened.requireOpen();
        return new LocalBundles(this);
    }

    @Override
    public Snapshots snapshots() {
        opened.requireOpen();
        return new StoredSnapshots(this);
    }

    @Override
    public Storage storage() {
        opened.requireOpen();
        return storage;
    }

    @Override
    public AuditLog audit() {
        opened.requireOpen();
        return chain;
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public Mlops as(Actor other) {
        return new EmbeddedMlops(opened, requireNonNull(other, "actor"), mlops -> deployments);
    }

    @Override
    public InstantSource clock() {
        return opened.clock();
    }

    @Override
    public Limits limits() {
        return opened.limits();
    }

    @Override
    public Progress progress() {
        return opened.progress();
    }

    @Override
    public Telemetry telemetry() {
        return opened.telemetry();
    }

    @Override
    public Finder finder() {
        return new MemoryFinder();
    }

    @Override
    public DocumentText json() {
        return opened.stores().json();
    }

    @Override
    public MetadataStore metadata() {
        return opened.stores().metadata();
    }

    @Override
    public SeriesStore series() {
        return opened.stores().series();
    }

    @Override
    public BlobStore blobs() {
        return opened.stores().blobs();
    }

    @Override
    public EventLog events() {
        return opened.stores().events();
    }

    @Override
    public OnlineStore online() {
        return opened.stores().online();
    }

    @Override
    public void close() {
        opened.close(deployments);
    }
}
