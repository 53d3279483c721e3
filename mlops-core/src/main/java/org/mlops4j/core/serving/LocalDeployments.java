// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.StorageException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployments of this process, and the thread that lets them follow what the store says: aliases that move and kill
 * switches, also those that another process changed. Thread-safe.
 */
public final class LocalDeployments implements Deployments, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDeployments.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Mlops mlops;
    private final ModelLoader loader;
    private final StoredDeployments stored;
    private final Map<String, LocalDeployment> open = new ConcurrentSkipListMap<>();
    private final Map<String, String> complaints = new ConcurrentSkipListMap<>();
    private volatile boolean closed;
    private final Thread follower;

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
        this.follower = new Thread(this::follow, "mlops-deployments");
        follower.setDaemon(true);
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
                LocalDeployment.open(readable(spec, routing), routing, mlops, loader, d -> open.remove(d.name(), d));
        try {
            stored.put(spec, routing);
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
        // The follower knows it from now on; what moved before that is seen by the look that follows.
        open.put(spec.name(), deployment);
        try {
            deployment.refresh();
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
        if (follower.getState() == Thread.State.NEW) {
            follower.start();
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

    /** Closes all deployments; idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        follower.interrupt();
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

    private void follow() {
        long seen = 0;
        while (!closed) {
            try {
                long now = mlops.metadata().await(seen, LONGEST_WAIT);
                if (now > seen) {
                    if (refreshAll()) {
                        seen = now;
                    } else {
                        pause();
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | LinkageError e) {
                if (!closed) {
                    complain("the store", e);
                    pause();
                }
            }
        }
    }

    /** {@return whether everything was read; if not, it is worth another look although nothing has changed} */
    private boolean refreshAll() {
        boolean read = true;
        for (LocalDeployment deployment : open.values()) {
            read &= refresh(deployment);
        }
        return read;
    }

    private boolean refresh(LocalDeployment deployment) {
        try {
            deployment.refresh();
            complaints.remove("deployment " + deployment.name());
            return true;
        } catch (RuntimeException | LinkageError e) {
            // Any failure of a format or a predictor must leave this thread alive: the kill switches hang on it.
            // The version that serves stays; a deployment that was closed meanwhile needs nothing.
            complain("deployment " + deployment.name(), e);
            return !(e instanceof StorageException);
        }
    }

    private void complain(String about, Throwable e) {
        if (!closed && !String.valueOf(e.getMessage()).equals(complaints.put(about, String.valueOf(e.getMessage())))) {
            LOG.warn("{} cannot follow its alias; what served before goes on", about, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LONGEST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
