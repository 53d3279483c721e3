// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.bundle.Bundles;
import org.mlops4j.bundle.ImportedBundle;
import org.mlops4j.core.content.NewFolder;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.RunRecord;

/**
 * Bundles over the rooms of a handle. Keeps no state of its own.
 *
 * @param mlops the handle
 */
public record LocalBundles(Mlops mlops) implements Bundles {

    @Override
    public void exportRun(String run, Path target) {
        RunRecord found = mlops.tracking().load(run);
        write("run '" + run + "'", target, bundle -> writeRuns(found, bundle));
    }

    @Override
    public void exportVersion(ModelVersion version, Path target) {
        Optional<RunRecord> run = version.findRun().map(mlops.tracking()::load);
        write("version " + version, target, bundle -> {
            if (run.isPresent()) {
                writeRuns(run.get(), bundle);
            }
            VersionPart.write(mlops, version, run.orElse(null), bundle);
        });
    }

    @Override
    public ImportedBundle importFrom(Path bundle, BundleLimits limits) {
        requireNonNull(limits, "limits");
        try (BundleSource source = BundleSource.open(bundle, limits);
                Progress.Work progress =
                        mlops.progress().start("check " + bundle, source.names().size())) {
            return store(CheckedBundle.check(source, mlops.json(), limits, progress));
        } catch (InvalidException e) {
            throw new InvalidException("the bundle " + bundle + " is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StorageException("could not read the bundle " + bundle + ": " + e, e);
        }
    }

    private void writeRuns(RunRecord run, BundleWriter bundle) throws IOException {
        Deque<RunRecord> line = new ArrayDeque<>(List.of(run));
        while (line.getFirst().findParent().isPresent()) {
            line.addFirst(mlops.tracking().load(line.getFirst().findParent().get()));
        }
        RunRecord parent = null;
        for (RunRecord next : line) {
            RunPart.write(mlops, next, parent, bundle);
            parent = next;
        }
    }

    private void write(String what, Path target, Filling filling) {
        requireNonNull(target, "target");
        if (target.toString().endsWith(".zip")) {
            try {
                ZipTarget.fill(target, zip -> fill(zip, filling));
            } catch (IOException e) {
                throw new StorageException("could not write " + what + " to " + target + ": " + e, e);
            }
        } else {
            NewFolder.fill(
                    what,
                    target,
                    folder -> fill((path, measure, content) -> NewFolder.write(folder, path, content), filling));
        }
    }

    private void fill(BundleTarget target, Filling filling) throws IOException {
        BundleWriter bundle = new BundleWriter(target, mlops.json());
        filling.fill(bundle);
        bundle.finish();
    }

    private ImportedBundle store(CheckedBundle bundle) throws IOException {
        TreeMap<String, String> runs = new TreeMap<>();
        List<String> ids = new ArrayList<>();
        int stored = 0;
        for (String directory : bundle.index().runs()) {
            Document part = RunPart.read(bundle, directory);
            Optional<RunRecord> there = RunPart.find(mlops, part);
            stored += there.isPresent() ? 0 : 1;
            String id = there.isPresent()
                    ? there.get().id()
                    : mlops.tracking()
                            .restore(RunPart.past(bundle, directory, part, known(runs, part, "parent")))
                            .id();
            runs.put(part.get("origin").text(), id);
            ids.add(id);
        }
        List<ModelVersion> versions = new ArrayList<>();
        for (String directory : bundle.index().versions()) {
            Document part = VersionPart.read(bundle, directory);
            Optional<ModelVersion> there = VersionPart.find(mlops, part);
            stored += there.isPresent() ? 0 : 1;
            versions.add(
                    there.isPresent()
                            ? there.get()
                            : mlops.registry()
                                    .restore(VersionPart.past(bundle, directory, part, known(runs, part, "run"))));
        }
        return new ImportedBundle(ids, versions, stored);
    }

    /** {@return the id here of the run that a part names by its origin, if it names one} */
    private static @Nullable String known(TreeMap<String, String> runs, Document part, String field) {
        Optional<String> origin = part.find(field).map(Document::text);
        if (origin.isPresent() && !runs.containsKey(origin.get())) {
            throw new InvalidException("its run '" + origin.get() + "' is not in it, or later than what names it");
        }
        return origin.map(runs::get).orElse(null);
    }

    /** Writes the parts. */
    private interface Filling {
        void fill(BundleWriter bundle) throws IOException;
    }
}
