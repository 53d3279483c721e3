// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.core.pipeline.StageOutputs;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.signing.VersionSignature;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.storage.CopyReport;
import org.mlops4j.storage.Hold;
import org.mlops4j.storage.Storage;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.storage.SweepPlan;
import org.mlops4j.storage.Verification;
import org.mlops4j.tracking.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The care of the stores of a handle, through their SPIs. */
public final class LocalStorage implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStorage.class);

    private static final Duration LEAST_AGE = Duration.ofHours(1);

    /** Others wait for their turn to write while so many blobs are removed. */
    private static final int REMOVED_TOGETHER = 100;

    private static final int RUNS_TOGETHER = 1_000;

    private static final String SWEEP = "sweep";

    private final Mlops mlops;
    private final Consumer<Path> backup;

    /**
     * The care of a handle's stores.
     *
     * @param mlops the handle, in whose name changes are recorded
     * @param backup copies the embedded stores to a directory, or says why it cannot
     */
    public LocalStorage(Mlops mlops, Consumer<Path> backup) {
        this.mlops = requireNonNull(mlops, "mlops");
        this.backup = requireNonNull(backup, "backup");
    }

    @Override
    public Verification verify() {
        Verification all = logged("documents", mlops.metadata().verify())
                .and(logged("series", mlops.series().verify()))
                .and(logged("events", mlops.events().verify()))
                .and(logged("online features", mlops.online().verify()))
                .and(logged("blobs", mlops.blobs().verify()));
        Verification.Builder found = new Verification.Builder();
        found.check(mlops.audit()::verify);
        found.check(() -> mlops.registry().models().forEach(model -> verifyFiles(model, found)));
        found.check(() -> verifyRuns(found));
        found.check(() -> mlops.metadata()
                .read(StageOutputs::all)
                .forEach((row, output) -> found.check(() -> requireBlob(output, "the output of " + row))));
        return all.and(logged("audit chain, model files, runs and outputs of stages", found.build()));
    }

    @Override
    public SweepPlan planSweep(Duration age) {
        if (age.compareTo(LEAST_AGE) < 0) {
            throw new IllegalArgumentException("a blob of less than " + LEAST_AGE + " may belong to an upload that goes"
                    + " on; the age was " + age);
        }
        Instant storedBefore = mlops.clock().instant().minus(age);
        // Listed first: a blob that is put and referred to after the documents were read is not among them.
        List<StoredBlob> old = storedBefore(storedBefore);
        return mlops.metadata().read(reader -> {
            BlobReferences references = new BlobReferences();
            references.addAll(reader);
            return new SweepPlan(
                    old.stream()
                            .filter(blob -> !references.contains(blob.digest()))
                            .toList(),
                    storedBefore,
                    reader.lastChange());
        });
    }

    @Override
    public SweepPlan sweep(SweepPlan plan) {
        List<StoredBlob> removed = new ArrayList<>();
        List<StoredBlob> unused = plan.unused();
        for (int from = 0; from < unused.size(); from += REMOVED_TOGETHER) {
            List<StoredBlob> part = unused.subList(from, Math.min(unused.size(), from + REMOVED_TOGETHER));
            // In a transaction, so that nobody can refer to a blob between the look and the removal.
            removed.addAll(mlops.audit()
                    .transact("blobs.sweep", "blobs", "nothing refers to them", writer -> remove(writer, plan, part)));
            LOG.info("Removed {} of {} blobs", removed.size(), unused.size());
        }
        return new SweepPlan(removed, plan.storedBefore(), plan.changes());
    }

    @Override
    public Hold hold(Digest blob, String reason) {
        return new Holds(mlops).hold(blob, reason);
    }

    @Override
    public void release(Digest blob, String reason) {
        new Holds(mlops).release(blob, reason);
    }

    @Override
    public List<Hold> holds() {
        return new Holds(mlops).all();
    }

    @Override
    public void backup(Path directory) {
        backup.accept(requireNonNull(directory, "directory"));
    }

    @Override
    public CopyReport copyTo(Mlops target) {
        return new StoreCopy(mlops, requireNonNull(target, "target")).copy();
    }

    private List<StoredBlob> remove(MetadataWriter writer, SweepPlan plan, List<StoredBlob> part) {
        BlobReferences since = new BlobReferences();
        since.addChanged(writer, plan.changes());
        List<StoredBlob> removed = part.stream()
                .filter(blob -> !since.contains(blob.digest()))
                .filter(blob -> mlops.blobs().delete(blob.digest(), plan.storedBefore()))
                .toList();
        if (!removed.isEmpty()) {
            Document.Fields body = Document.object()
                    .with("blobs", removed.size())
                    .with("bytes", removed.stream().mapToLong(StoredBlob::bytes).sum())
                    .with("at", mlops.clock().instant());
            writer.put(SWEEP, "last", body, Map.of());
        }
        return removed;
    }

    private List<StoredBlob> storedBefore(Instant moment) {
        try (Stream<Digest> all = mlops.blobs().list()) {
            return all.map(mlops.blobs()::find)
                    .flatMap(Optional::stream)
                    .filter(blob -> blob.stored().isBefore(moment))
                    .toList();
        }
    }

    private void verifyFiles(String model, Verification.Builder found) {
        for (ModelVersion version : mlops.registry().versions(model)) {
            for (ModelManifest.File file : version.manifest().files()) {
                found.check(() -> requireBlob(
                        file.digest(), "file '" + file.name() + "' of " + model + " version " + version.number()));
            }
            for (VersionSignature signature : mlops.signatures().of(version)) {
                found.check(() -> mlops.signatures().bundle(signature));
            }
        }
    }

    private void verifyRuns(Verification.Builder found) {
        Search all = Search.everything().limit(RUNS_TOGETHER);
        Optional<Page<RunRecord>> page = Optional.of(mlops.tracking().search(all));
        while (page.isPresent()) {
            page.get().items().forEach(run -> verifyRun(run, found));
            page = page.get().findNext().map(next -> mlops.tracking().search(all.after(next)));
        }
    }

    private void verifyRun(RunRecord run, Verification.Builder found) {
        if (run.findSeal().isPresent()) {
            found.check(() -> mlops.tracking().verify(run.id()));
        }
        run.artifacts()
                .forEach((name, digest) ->
                        found.check(() -> requireBlob(digest, "artifact '" + name + "' of run " + run.id())));
    }

    private void requireBlob(Digest digest, String what) {
        if (!mlops.blobs().exists(digest)) {
            throw new NotFoundException(
                    what + " is missing: there is no blob " + digest + ". Restore it from a backup.");
        }
    }

    private static Verification logged(String what, Verification found) {
        if (found.passed()) {
            LOG.info("Verified {}: {} checks, no damage", what, found.checked());
        } else {
            LOG.error(
                    "Verified {}: {} of {} checks found damage",
                    what,
                    found.damage().size(),
                    found.checked());
        }
        return found;
    }
}
