// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Deployments;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.ModelFormat;

/**
 * The deployments of this process, and the threads that let them follow what the store says: aliases and routings, one
 * thread a deployment, and kill switches, which wait for no model to be loaded. Thread-safe.
 */
public final class LocalDeployments implements Deployments, AutoCloseable {

    private final Mlops mlops;
    private final ModelLoader loader;
    private final StoredDeployments stored;
    private final Map<String, LocalDeployment> open = new ConcurrentSkipListMap<>();
    private final Map<LocalDeployment, Follower> followers = new ConcurrentHashMap<>();
    private @Nullable Follower stops;
    private boolean closed;

    /**
     * Makes an empty set of deployments.
     *
     * @param mlops the handle whose registry, stores, clock and audit log they use
     * @param policy which versions are loaded at all
     * @param formats what can be loaded; of two of one name the first counts
     */
    public LocalDeployments(Mlops mlops, LoadPolicy policy, List<ModelFormat> formats) {
        this.mlops = mlops;
        this.loader = new ModelLoader(mlops, policy, formats);
        this.stored = new StoredDeployments(mlops);
    }

    @Override
    public synchronized Deployment deploy(DeploymentSpec spec) {
        if (closed) {
            throw new IllegalStateException("the store is closed, '" + spec.name() + "' cannot be deployed");
        }
        if (open.containsKey(spec.name())) {
            throw new AlreadyExistsException(
                    "this process has an open deployment '" + spec.name() + "'; close it or use find");
        }
        Routing routing = stored.routing(spec);
        LocalDeployment deployment =
                LocalDeployment.open(readable(spec, routing), routing, mlops, loader, this::closed);
        try {
            stored.put(spec, routing);
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
        if (stops == null) {
            stops = Follower.start("kill-switches", mlops.metadata(), this::readStops);
        }
        // What moved before they follow is seen by the look that comes then.
        open.put(spec.name(), deployment);
        followers.put(deployment, Follower.start("deployment-" + spec.name(), mlops.metadata(), deployment::refresh));
        try {
            deployment.refresh();
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
        return deployment;
    }

    @Override
    public LoadedModel load(String reference, String use) {
        return loader.load(mlops.registry().resolve(reference), Name.require("use", use), use, null);
    }

    @Override
    public Explainer explainer(String reference, String use) {
        return loader.explainer(mlops.registry().resolve(reference), Name.require("use", use));
    }

    @Override
    public List<Importance> importances(String reference, String use) {
        return loader.importances(mlops.registry().resolve(reference), Name.require("use", use));
    }

    @Override
    public Optional<Deployment> find(String name) {
        return Optional.ofNullable(open.get(name));
    }

    @Override
    public List<Deployment> all() {
        return List.copyOf(open.values());
    }

    /** Closes all deployments; idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (stops != null) {
            stops.close();
        }
        open.values().forEach(LocalDeployment::close);
    }

    /** {@return a spec that takes requests by the signature of its champion, unless it says otherwise} */
    private DeploymentSpec readable(DeploymentSpec spec, Routing routing) {
        if (spec.findFeatures().isPresent()) {
            return spec;
        }
        ModelManifest champion = mlops.registry().resolve(routing.champion()).manifest();
        return champion.findSignature()
                .map(Signature::inputs)
                .filter(inputs -> champion.findFeatures().isEmpty() && VectorReader.canRead(inputs))
                .map(inputs -> spec.features(VectorReader.of(inputs)))
                .orElse(spec);
    }

    private void readStops() {
        open.values().forEach(LocalDeployment::readStop);
    }

    private void closed(LocalDeployment deployment) {
        open.remove(deployment.name(), deployment);
        Follower follower = followers.remove(deployment);
        if (follower != null) {
            follower.close();
        }
    }
}
