// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.progress.ProgressDisplay;
import org.mlops4j.core.serving.LoadPolicy;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.core.telemetry.GuardedTelemetry;
import org.mlops4j.data.Limits;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.identity.Actor;
import org.mlops4j.progress.Progress;
import org.mlops4j.signing.Trust;
import org.mlops4j.spi.AccessPolicy;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.storage.Durability;

/** Puts a handle together from what was given and, for the rest, the stores of a directory. */
final class EmbeddedBuilder implements Mlops.Builder {

    private final List<ModelFormat> formats = new ArrayList<>();
    private final List<Telemetry> telemetries = new ArrayList<>();
    private @Nullable Supplier<EmbeddedStores> directory;
    private Durability durability = Durability.POWER_SAFE;
    private boolean readOnly;
    private @Nullable Actor actor;
    private @Nullable MetadataStore metadata;
    private @Nullable SeriesStore series;
    private @Nullable BlobStore blobs;
    private @Nullable EventLog events;
    private @Nullable OnlineStore online;
    /** People wait by the clock on the wall, whatever clock counts for the work. */
    private Progress progress = ProgressDisplay.automatic(InstantSource.system());

    private InstantSource clock = InstantSource.system();
    private AccessPolicy access = AccessPolicy.everybody();
    private LoadPolicy load = LoadPolicy.any();
    private Limits limits = Limits.DEFAULT;

    @Override
    public Mlops.Builder directory(Path where) {
        requireNonNull(where, "directory");
        directory = () -> EmbeddedStores.open(where, clock, durability);
        readOnly = false;
        return this;
    }

    @Override
    public Mlops.Builder durability(Durability mode) {
        durability = requireNonNull(mode, "durability");
        return this;
    }

    @Override
    public Mlops.Builder readOnly(Path where) {
        requireNonNull(where, "directory");
        directory = () -> EmbeddedStores.openReadOnly(where);
        readOnly = true;
        return this;
    }

    @Override
    public Mlops.Builder actor(Actor who) {
        actor = requireNonNull(who, "actor");
        return this;
    }

    @Override
    public Mlops.Builder access(AccessPolicy policy) {
        access = requireNonNull(policy, "policy");
        return this;
    }

    @Override
    public Mlops.Builder limits(Limits of) {
        limits = requireNonNull(of, "limits");
        return this;
    }

    @Override
    public Mlops.Builder clock(InstantSource source) {
        clock = requireNonNull(source, "clock");
        return this;
    }

    @Override
    public Mlops.Builder metadata(MetadataStore store) {
        metadata = requireNonNull(store, "store");
        return this;
    }

    @Override
    public Mlops.Builder series(SeriesStore store) {
        series = requireNonNull(store, "store");
        return this;
    }

    @Override
    public Mlops.Builder blobs(BlobStore store) {
        blobs = requireNonNull(store, "store");
        return this;
    }

    @Override
    public Mlops.Builder events(EventLog log) {
        events = requireNonNull(log, "log");
        return this;
    }

    @Override
    public Mlops.Builder online(OnlineStore store) {
        online = requireNonNull(store, "store");
        return this;
    }

    @Override
    public Mlops.Builder progress(Progress display) {
        progress = requireNonNull(display, "display");
        return this;
    }

    @Override
    public Mlops.Builder telemetry(Telemetry telemetry) {
        telemetries.add(requireNonNull(telemetry, "telemetry"));
        return this;
    }

    @Override
    public Mlops.Builder requireSigned(Trust trust) {
        load = LoadPolicy.requireSigned(trust);
        return this;
    }

    @Override
    public Mlops.Builder format(ModelFormat format) {
        formats.add(requireNonNull(format, "format"));
        return this;
    }

    @Override
    public Mlops open() {
        Actor who = actor == null ? UserActor.current() : actor;
        Telemetry telemetry = GuardedTelemetry.of(telemetries);
        OpenedStore opened = new OpenedStore(
                stores().toldTo(telemetry),
                clock,
                access,
                limits,
                ModelFormats.withFound(formats),
                progress,
                telemetry);
        return EmbeddedMlops.open(opened, who, load);
    }

    private Stores stores() {
        if (directory == null) {
            return given();
        }
        EmbeddedStores embedded = directory.get();
        List<AutoCloseable> closeables = new ArrayList<>();
        Stream.of(metadata, series, blobs, events, online)
                .filter(Objects::nonNull)
                .forEach(closeables::add);
        closeables.add(embedded);
        return new Stores(
                metadata == null ? embedded.metadata() : metadata,
                series == null ? embedded.series() : series,
                blobs == null ? embedded.blobs() : blobs,
                events == null ? embedded.events() : events,
                online == null ? embedded.online() : online,
                embedded.json(),
                closeables.size() == 1 ? embedded::backup : EmbeddedBuilder::refuseBackup,
                metadata != null || !readOnly,
                closeables);
    }

    private Stores given() {
        if (metadata == null || series == null || blobs == null || events == null || online == null) {
            throw new IllegalStateException(
                    "no directory was given, and not every store by itself; missing: " + String.join(", ", missing()));
        }
        return new Stores(
                metadata,
                series,
                blobs,
                events,
                online,
                new JacksonText(),
                EmbeddedBuilder::refuseBackup,
                true,
                List.of(metadata, series, blobs, events, online));
    }

    private static void refuseBackup(Path directory) {
        throw new IncompatibleException(
                "cannot back up to " + directory + ": not all stores of this handle are embedded."
                        + " Use the backup of each database, or copy the store to a handle on an empty directory.");
    }

    private List<String> missing() {
        Map<String, Boolean> given = new TreeMap<>(Map.of(
                "metadata", metadata != null,
                "series", series != null,
                "blobs", blobs != null,
                "events", events != null,
                "online", online != null));
        given.values().removeIf(Boolean::booleanValue);
        return List.copyOf(given.keySet());
    }
}
