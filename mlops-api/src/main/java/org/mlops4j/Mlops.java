// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.mlops4j.audit.AuditLog;
import org.mlops4j.bundle.Bundles;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Limits;
import org.mlops4j.data.Snapshots;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.governance.Governance;
import org.mlops4j.identity.Actor;
import org.mlops4j.lineage.Lineage;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.reproduction.Reproductions;
import org.mlops4j.search.Finder;
import org.mlops4j.serving.Deployments;
import org.mlops4j.signing.Trust;
import org.mlops4j.signing.VersionSignatures;
import org.mlops4j.spi.AccessPolicy;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MlopsProvider;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.storage.Durability;
import org.mlops4j.storage.Storage;
import org.mlops4j.tracking.Tracking;

/**
 * The way into a store: tracking, registry, serving, pipelines and audit. Thread-safe.
 *
 * <pre>{@code
 * try (Mlops mlops = Mlops.open(Path.of("mlops"))) {
 *     …
 * }
 * }</pre>
 *
 * <p>Features and monitoring come with their own modules and take this handle: {@code FeatureStore.on(mlops)},
 * {@code Monitor.of(mlops, deployment)}.
 */
public interface Mlops extends AutoCloseable {

    /**
     * {@return a handle on the store in a directory, which is made if it is not there} SQLite and files; nothing else
     * to start. Several processes may open one directory.
     *
     * @param directory on a local disk, not on a network file system
     * @throws org.mlops4j.error.StorageException if the directory cannot be read or written
     * @throws IncompatibleException if a newer version of the library wrote it, or mlops-core is not on the class path
     */
    static Mlops open(Path directory) {
        return builder().directory(directory).open();
    }

    /**
     * {@return a builder for a handle that is not all defaults}
     *
     * @throws IncompatibleException if mlops-core is not on the class path
     */
    static Builder builder() {
        Iterator<MlopsProvider> found = ServiceLoader.load(MlopsProvider.class, MlopsProvider.class.getClassLoader())
                .iterator();
        if (!found.hasNext()) {
            throw new IncompatibleException(
                    "there is no implementation of Mlops on the class path; add the dependency org.mlops4j:mlops-core");
        }
        return found.next().builder();
    }

    /** {@return training runs} */
    Tracking tracking();

    /** {@return models, versions, aliases, approvals} */
    ModelRegistry registry();

    /** {@return how far versions are, who owns models, who has which role} */
    Governance governance();

    /** {@return the signatures of registered versions} */
    VersionSignatures signatures();

    /** {@return what came out of what: data, code, runs, versions, predictions} */
    Lineage lineage();

    /** {@return deployments of this process} */
    Deployments serving();

    /** {@return pipelines} */
    Pipelines pipelines();

    /** {@return runs of pipelines done again, to see whether the same comes out} */
    Reproductions reproductions();

    /** {@return export and import of runs and versions} */
    Bundles bundles();

    /** {@return tables that are stored for good, for runs to name} */
    Snapshots snapshots();

    /** {@return verification, backup, copy and sweep of the stores} */
    Storage storage();

    /** {@return the hash chain of all changes} */
    AuditLog audit();

    /** {@return in whose name this handle acts} */
    Actor actor();

    /** {@return a handle on the same store that acts in another name; closing either closes both} */
    Mlops as(Actor actor);

    /** {@return the clock of this handle} */
    InstantSource clock();

    /** {@return how long names and texts may be} */
    Limits limits();

    /** {@return where long work shows how far it is} */
    Progress progress();

    /** {@return where measurements go; {@link Telemetry#none()} if nobody takes them. Never throws} */
    Telemetry telemetry();

    /** {@return searches of what is in memory} */
    Finder finder();

    /** {@return JSON text in and out} */
    DocumentText json();

    /** {@return the store of documents; changes go through {@link AuditLog#transact}} */
    MetadataStore metadata();

    /** {@return the store of series} */
    SeriesStore series();

    /** {@return the store of bytes} */
    BlobStore blobs();

    /** {@return the log of events} */
    EventLog events();

    /** {@return the store of feature state} */
    OnlineStore online();

    /** Closes deployments and stores; idempotent. */
    @Override
    void close();

    /** What a handle is made of. Not thread-safe. */
    interface Builder {

        /**
         * Puts all stores that are not given otherwise into a directory.
         *
         * @return this
         */
        Builder directory(Path directory);

        /**
         * Says what documents and series in the directory survive; without it the loss of power. Files always do,
         * events and states of entities say themselves what they survive, and a store that is given has its own rules.
         *
         * @return this
         */
        Builder durability(Durability durability);

        /**
         * Takes the stores of a directory that is never written: on a read-only file system, or beside a process that
         * writes. Runs, models, events and metrics can be read and models loaded; whatever would write throws
         * {@link org.mlops4j.error.StorageException}.
         *
         * @param directory holds a store
         * @return this
         */
        Builder readOnly(Path directory);

        /**
         * Acts in this name; without it in the name of the operating system's user.
         *
         * @return this
         */
        Builder actor(Actor actor);

        /**
         * Asks this policy before each audited change; without it everybody may do everything.
         *
         * @return this
         */
        Builder access(AccessPolicy policy);

        /**
         * Refuses longer names and texts than these; without it than {@link Limits#DEFAULT}.
         *
         * @return this
         */
        Builder limits(Limits limits);

        /**
         * Takes time from there rather than from the system's clock.
         *
         * @return this
         */
        Builder clock(InstantSource clock);

        /**
         * Keeps documents there rather than in the directory.
         *
         * @return this
         */
        Builder metadata(MetadataStore store);

        /**
         * Keeps series there.
         *
         * @return this
         */
        Builder series(SeriesStore store);

        /**
         * Keeps bytes there.
         *
         * @return this
         */
        Builder blobs(BlobStore store);

        /**
         * Keeps events there.
         *
         * @return this
         */
        Builder events(EventLog log);

        /**
         * Keeps feature state there.
         *
         * @return this
         */
        Builder online(OnlineStore store);

        /**
         * Shows there how far long work is; without it in the terminal if there is one, otherwise in the log.
         *
         * @return this
         */
        Builder progress(Progress display);

        /**
         * Tells this of its measurements too: predictions, loads, pipelines, signals and more. What it throws reaches
         * no caller. Without any, nothing is measured for it.
         *
         * @return this
         */
        Builder telemetry(Telemetry telemetry);

        /**
         * Loads only versions that a trusted key signed, or one with a certificate under a trusted root, and throws
         * {@link org.mlops4j.error.RejectedException} for others: see {@link VersionSignatures#verify}. Asked whenever
         * a deployment loads a version, also when an alias moves; without it no signature is asked for. A version that
         * serves already goes on when its signature is revoked; stop the deployment or move the alias. Reading the
         * files of a version is not loading it.
         *
         * @param trust of the configuration of this process, not of the store
         * @return this
         */
        Builder requireSigned(Trust trust);

        /**
         * Reads models of one more format; wins over one of the same name found by service loader.
         *
         * @return this
         */
        Builder format(ModelFormat format);

        /**
         * {@return the handle}
         *
         * @throws IllegalStateException if a store is given neither by itself nor by a directory
         * @throws org.mlops4j.error.NotFoundException if a directory is to be read only and holds no store
         */
        Mlops open();
    }
}
