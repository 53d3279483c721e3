// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.tracking.MetricPoint;

/** What MLflow has stored somewhere. */
sealed interface Source permits DirectorySource, DatabaseSource, ServerSource {

    /** {@return the runs of all experiments, deleted ones included} */
    List<RunHead> runs(Ledger ledger);

    /** {@return what a run logged} */
    RunBody body(RunHead head);

    /** {@return the versions of all registered models, by model and number} */
    List<Version> versions(Ledger ledger);

    /** {@return the directory with the artifacts of a run, if it is at hand} */
    Optional<Tree> artifacts(RunHead head);

    /**
     * {@return the directory of the model of a version, if it is at hand}
     *
     * @throws org.mlops4j.error.InvalidException if its location is no artifact of the source
     */
    Optional<Tree> model(Version version);

    /**
     * An experiment.
     *
     * @param id such as {@code 0}
     * @param name what people call it
     * @param deleted whether it is in the bin
     */
    record Experiment(String id, String name, boolean deleted) {}

    /**
     * A run without what it logged.
     *
     * @param experiment what it belongs to
     * @param id 32 hexadecimal digits, mostly
     * @param name what people call it, or {@code null}
     * @param user who started it, or {@code null}
     * @param status the name of its status
     * @param started when, {@code null} if MLflow does not know
     * @param ended when, or {@code null}
     * @param deleted whether it is in the bin
     * @param parent the id of the run that it is a part of, or {@code null}
     */
    record RunHead(
            Experiment experiment,
            String id,
            @Nullable String name,
            @Nullable String user,
            String status,
            @Nullable Instant started,
            @Nullable Instant ended,
            boolean deleted,
            @Nullable String parent) {}

    /**
     * What a run logged.
     *
     * @param params by key
     * @param tags by key
     * @param metrics the points by key
     * @param inputs a description of each dataset
     */
    record RunBody(
            SortedMap<String, String> params,
            SortedMap<String, String> tags,
            SortedMap<String, List<MetricPoint>> metrics,
            List<Document> inputs) {}

    /**
     * A version of a registered model.
     *
     * @param model its name
     * @param number its number in MLflow
     * @param location where MLflow says its files are
     * @param run the id of the run that made it, or {@code null}
     * @param created milliseconds since the epoch as text, or {@code null}
     * @param stage None, Staging, Production, Archived, Deleted_Internal
     * @param description for people, or {@code null}
     * @param aliases that point at it
     */
    record Version(
            String model,
            int number,
            String location,
            @Nullable String run,
            @Nullable String created,
            String stage,
            @Nullable String description,
            List<String> aliases) {}
}
