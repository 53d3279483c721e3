// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Name;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;

/**
 * Brings what is in MLflow over: from a directory {@code mlruns}, from a SQLite database, from a server, or one model
 * from its directory. What was imported before is skipped, so an import that broke off is simply run again. Immutable;
 * each method named after an option gives a changed copy.
 *
 * <pre>{@code
 * ImportReport report = MlflowImport.into(mlops).mlruns(Path.of("mlruns"));
 * }</pre>
 *
 * <p>Runs keep their times, their metrics with every point, parameters, tags, notes, artifacts, and what they are a
 * part of; their ids are kept as tag {@code mlflow.run_id} and as {@link org.mlops4j.tracking.RunRecord#origin}. What
 * is wrong with one run or model refuses that one, and the report says why. A failure of a store ends the import with
 * its exception.
 *
 * <p>What comes from MLflow is not trusted: no path or URI that stands in it is opened, symbolic links are not
 * followed, YAML makes texts only, and no pickle is ever read.
 */
public final class MlflowImport {

    private final Mlops mlops;
    private final Pickles pickles;
    private final RunTransfer.Deleted deleted;
    private final Consumer<? super ImportReport.Item> progress;

    private MlflowImport(
            Mlops mlops, Pickles pickles, RunTransfer.Deleted deleted, Consumer<? super ImportReport.Item> progress) {
        this.mlops = mlops;
        this.pickles = pickles;
        this.deleted = deleted;
        this.progress = progress;
    }

    /** {@return an import that refuses pickles and skips what MLflow has deleted} */
    public static MlflowImport into(Mlops mlops) {
        return new MlflowImport(requireNonNull(mlops, "mlops"), Pickles.REFUSE, RunTransfer.Deleted.SKIP, item -> {});
    }

    /** {@return this import doing that with models that hold pickles} */
    public MlflowImport pickles(Pickles what) {
        return new MlflowImport(mlops, requireNonNull(what, "pickles"), deleted, progress);
    }

    /** {@return this import taking runs that MLflow has deleted as well} */
    public MlflowImport withDeleted() {
        return new MlflowImport(mlops, pickles, RunTransfer.Deleted.IMPORT, progress);
    }

    /** {@return this import telling of each run and model when it is done with it, in the caller's thread} */
    public MlflowImport progress(Consumer<? super ImportReport.Item> listener) {
        return new MlflowImport(mlops, pickles, deleted, requireNonNull(listener, "listener"));
    }

    /**
     * Imports the runs and the registered models of a directory {@code mlruns}.
     *
     * @throws NotFoundException if there is no such directory
     */
    public ImportReport mlruns(Path directory) {
        return transfer(new DirectorySource(Tree.of(directory)));
    }

    /**
     * Imports the runs and the versions of registered models whose files are not at hand: the latter are refused.
     *
     * @see #database(Path, Path)
     */
    public ImportReport database(Path file) {
        return database(file, (Tree) null);
    }

    /**
     * Imports the runs and the registered models of a SQLite database, with their artifacts. The database is opened for
     * reading only; its server need not run.
     *
     * @param file such as {@code mlflow.db}
     * @param artifacts holds {@code experiment/run/artifacts}, such as {@code mlruns}; a copy of the bucket does as
     *     well
     * @throws NotFoundException if there is no such file or directory
     * @throws org.mlops4j.error.InvalidException if the file is no database of MLflow
     */
    public ImportReport database(Path file, Path artifacts) {
        return database(file, Tree.of(artifacts));
    }

    /**
     * Registers a model from its directory, which holds a file {@code MLmodel}. Its run is linked if it was imported.
     *
     * @param model the name of the model here
     * @throws NotFoundException if there is no such directory
     */
    public ImportReport model(Path directory, String model) {
        Name.require("model", model);
        Ledger ledger = new Ledger(progress);
        new ModelTransfer(mlops, ledger, pickles).transfer(Tree.of(directory), model);
        return ledger.report();
    }

    /**
     * Imports the runs and the registered models of a server, with their artifacts, by its REST API. Artifacts are
     * copied into a temporary directory, which is removed; those that the server does not hand out itself are left out.
     *
     * @throws org.mlops4j.error.StorageException if the server cannot be reached or fails
     * @throws org.mlops4j.error.RejectedException if it does not know us
     */
    public ImportReport server(MlflowConnection server) {
        try {
            Path scratch = Files.createTempDirectory("mlflow-import");
            try {
                return transfer(new ServerSource(server, mlops.json(), scratch));
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new StorageException("could not use a temporary directory for what comes from " + server, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private ImportReport database(Path file, @Nullable Tree artifacts) {
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException("there is no file " + file);
        }
        try (Rows rows = Rows.open(file)) {
            return transfer(new DatabaseSource(rows, artifacts == null ? null : new ArtifactStore(artifacts)));
        }
    }

    private ImportReport transfer(Source source) {
        Ledger ledger = new Ledger(progress);
        new RunTransfer(mlops, source, ledger, deleted).transfer();
        new ModelTransfer(mlops, ledger, pickles).transfer(source);
        return ledger.report();
    }
}
