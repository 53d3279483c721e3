// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;

/**
 * What gates judge: rows with the truth, what the candidate says to them, and what the champion says to the same rows.
 * Rows without a label or an answer of either are left out and counted. Immutable.
 *
 * <pre>{@code
 * Trial trial = Trial.of(mlops, candidate, recentRows, "late").against(champion.find());
 * }</pre>
 */
public final class Trial {

    /** What versions are loaded for, see {@link org.mlops4j.serving.Deployments#load}. */
    public static final String USE = "evaluation";

    private final Table rows;
    private final double[] labels;
    private final double[] candidate;
    private final double @Nullable [] champion;
    private final long skipped;
    private final Models models;

    private Trial(
            Table rows,
            double[] labels,
            double[] candidate,
            double @Nullable [] champion,
            long skipped,
            Models models) {
        this.rows = rows;
        this.labels = labels;
        this.candidate = candidate;
        this.champion = champion;
        this.skipped = skipped;
        this.models = models;
    }

    /**
     * {@return a trial of a registered version, without a champion yet} The version is loaded and scores all rows.
     *
     * @param rows hold each input of the version by its name, and the label; further columns make slices
     * @param label a column of numbers or truth values
     * @throws org.mlops4j.error.NotFoundException if a column is not there
     * @throws org.mlops4j.error.MlopsException if the version cannot be loaded
     */
    public static Trial of(Mlops mlops, ModelVersion candidate, Table rows, String label) {
        Models models = new Models(mlops, candidate, null, null);
        return complete(rows, Scoring.column(rows, label), models.score(candidate, rows), null, 0, models);
    }

    /**
     * {@return a trial of answers that are there already, such as those of a shadow}
     *
     * @param candidate the column of what the candidate said
     * @param champion the column of what the champion said
     * @param label the column of what was true
     */
    public static Trial of(Table rows, String candidate, String champion, String label) {
        return complete(
                rows,
                Scoring.column(rows, label),
                Scoring.column(rows, candidate),
                Scoring.column(rows, champion),
                0,
                Models.NONE);
    }

    /** {@return this trial beside a champion, which scores the same rows; as it is if there is none} */
    public Trial against(Optional<ModelVersion> version) {
        if (version.isEmpty()) {
            return this;
        }
        Models both = models.against(version.get());
        return complete(rows, labels, candidate, both.score(version.get(), rows), skipped, both);
    }

    /** {@return this trial with the rows that the candidate was trained on, for gates on data} */
    public Trial trainedOn(Table training) {
        return new Trial(rows, labels, candidate, champion, skipped, models.trainedOn(training));
    }

    private static Trial complete(
            Table rows,
            double[] labels,
            double[] candidate,
            double @Nullable [] champion,
            long skipped,
            Models models) {
        int[] kept = IntStream.range(0, labels.length)
                .filter(row -> !Double.isNaN(labels[row]) && !Double.isNaN(candidate[row]))
                .filter(row -> champion == null || !Double.isNaN(champion[row]))
                .toArray();
        Trial all = new Trial(rows, labels, candidate, champion, skipped + labels.length - kept.length, models);
        return kept.length == labels.length ? all : all.take(kept);
    }

    /** {@return a trial of some of its rows, by their indexes} */
    public Trial take(int... indexes) {
        return new Trial(
                rows.take(indexes),
                pick(labels, indexes),
                pick(candidate, indexes),
                champion == null ? null : pick(champion, indexes),
                skipped,
                models);
    }

    private static double[] pick(double[] values, int[] indexes) {
        return Arrays.stream(indexes).mapToDouble(index -> values[index]).toArray();
    }

    /** {@return the rows that all have judged, with all their columns} */
    public Table rows() {
        return rows;
    }

    /** {@return how many rows were left out because they lack a label or an answer} */
    public long skipped() {
        return skipped;
    }

    /** {@return whether there is a champion to compare with} */
    public boolean hasChampion() {
        return champion != null;
    }

    /** {@return what was true, for each row; a copy} */
    public double[] labels() {
        return labels.clone();
    }

    /** {@return the first output of the candidate, for each row; a copy} */
    public double[] candidateOutputs() {
        return candidate.clone();
    }

    /**
     * {@return the first output of the champion, for each row; a copy}
     *
     * @throws IllegalStateException if there is no champion
     */
    public double[] championOutputs() {
        return requireChampion().clone();
    }

    /**
     * {@return what the candidate said as scores of a binary classifier}
     *
     * @throws org.mlops4j.error.InvalidException if a label is neither 0 nor 1
     */
    public BinaryScores candidateScores() {
        return Scoring.binary(candidate, labels);
    }

    /**
     * {@return what the champion said as scores of a binary classifier}
     *
     * @throws IllegalStateException if there is no champion
     */
    public BinaryScores championScores() {
        return Scoring.binary(requireChampion(), labels);
    }

    /** {@return the rows that the candidate was trained on, if they were given} */
    public Optional<Table> findTraining() {
        return Optional.ofNullable(models.training());
    }

    Table requireTraining() {
        return findTraining()
                .orElseThrow(() -> new IllegalStateException(
                        "the trial does not tell what the candidate was trained on; say trainedOn(table)"));
    }

    /** {@return the version of the champion, if it is a registered one} */
    public Optional<ModelVersion> findChampion() {
        return Optional.ofNullable(models.champion());
    }

    /**
     * {@return the version on trial}
     *
     * @throws IllegalStateException if the trial was made of answers alone
     */
    public ModelVersion candidate() {
        return models.requireCandidate();
    }

    /**
     * {@return the version on trial, loaded, verified and warmed up; to be closed}
     *
     * @throws IllegalStateException if the trial was made of answers alone
     */
    public LoadedModel load() {
        return models.load(candidate());
    }

    private double[] requireChampion() {
        if (champion == null) {
            throw new IllegalStateException("the trial has no champion; ask hasChampion() first");
        }
        return champion;
    }

    /** Where the versions come from; all {@code null} if there are answers alone. */
    private record Models(
            @Nullable Mlops mlops,
            @Nullable ModelVersion candidate,
            @Nullable ModelVersion champion,
            @Nullable Table training) {

        static final Models NONE = new Models(null, null, null, null);

        Models against(ModelVersion version) {
            return new Models(mlops, requireCandidate(), version, training);
        }

        Models trainedOn(Table rows) {
            return new Models(mlops, candidate, champion, rows);
        }

        ModelVersion requireCandidate() {
            if (candidate == null) {
                throw new IllegalStateException(
                        "the trial was made of answers alone; make it by Trial.of(mlops, version, rows, label)");
            }
            return candidate;
        }

        double[] score(ModelVersion version, Table rows) {
            try (LoadedModel model = load(version)) {
                return Scoring.score(model, rows);
            }
        }

        LoadedModel load(ModelVersion version) {
            return requireNonNull(mlops, "mlops").serving().load(version.id(), USE);
        }
    }
}
