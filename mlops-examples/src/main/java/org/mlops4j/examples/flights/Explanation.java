// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.mlops4j.examples.flights.Training.MODEL;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.SkewReport;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.tracking.RunRecord;

/** Answers, from the store alone, how one prediction came about, and checks that nothing in the store was touched. */
final class Explanation {

    /** Far enough from the end that the flight has landed. */
    private static final int ROWS_BACK = 5_000;

    private final Mlops mlops;
    private final FeatureStore features;
    private final Story story;

    Explanation(Mlops mlops, FeatureStore features, Story story) {
        this.mlops = mlops;
        this.features = features;
        this.story = story;
    }

    /** Tells of a prediction from some days before the end. */
    void tell() {
        story.act("Explain");
        String stream = PredictionStreams.predictions(MODEL, features.reader(Definitions.SERVICE));
        long last = mlops.events().position(stream);
        Table recent = answered(mlops.events().read(stream, Math.max(0, last - ROWS_BACK), 100));
        if (recent.rowCount() == 0) {
            story.line("nothing was predicted yet: there is nothing to explain");
        } else {
            tell(recent.slice(0, 1));
        }
        story.line(
                "audit chain: %,d entries verified from the first to the last",
                mlops.audit().verify());
    }

    /** Compares what was served with what history says, bit for bit. */
    void tellSkew(Instant from, Instant to) {
        Table served = predictions(from, to);
        SkewReport skew = features.skew(Definitions.SERVICE, served);
        story.line(
                "features of %,d predictions computed again from history: %,d values compared, %d differ in a bit",
                served.rowCount(), skew.compared(), skew.different());
        skew.causes().forEach((cause, values) -> story.line("  %s: %,d", cause, values));
    }

    private void tell(Table prediction) {
        Row row = prediction.row(0);
        ModelVersion version =
                mlops.registry().load(MODEL, (int) row.whole(prediction.schema().index("version")));
        story.line(
                "request %s at %s, %s → %s: late with probability %.4f",
                String.valueOf(row.text(PredictionStreams.REQUEST_ID)),
                row.instant(PredictionStreams.TIME),
                String.valueOf(row.text("request.origin")),
                String.valueOf(row.text("request.destination")),
                row.number("output.0"));
        story.line("answered by %s, model digest %s", version, version.digest().brief());
        tellAlias();
        version.findRun().map(mlops.tracking()::load).ifPresent(this::tellRun);
        for (FeatureView view : Definitions.SERVICE.views()) {
            story.line("features %s, definition %s", view.name(), view.digest().brief());
        }
        List<Approval> approvals = mlops.registry().approvals(version);
        approvals.forEach(a -> story.line(
                "approved by %s on %s: %s", a.actor(), a.time().toString().substring(0, 10), a.reason()));
        SkewReport skew = features.skew(Definitions.SERVICE, prediction);
        story.line(
                "its %d features computed again from history: %d differ in a bit", skew.compared(), skew.different());
    }

    private void tellAlias() {
        String history = mlops.registry().alias(MODEL, "champion").history().stream()
                .map(Explanation::move)
                .collect(Collectors.joining(" → "));
        story.line("champion: %s", history);
    }

    private static String move(Alias.Move move) {
        return String.format(
                Locale.ROOT,
                "%s version %d%s",
                move.time().toString().substring(0, 10),
                move.number(),
                move.rollback() ? " (rollback)" : "");
    }

    private void tellRun(RunRecord run) {
        story.line(
                "made by run %s of %s, %s", run.id(), run.actor(), mlops.json().write(Document.object(run.params())));
        for (DatasetRef data : run.datasets()) {
            story.line(
                    "data %s: %,d rows, digest %s",
                    data.name(), data.rows(), data.digest().brief());
        }
    }

    private Table predictions(Instant from, Instant to) {
        return answered(mlops.events()
                .scan(PredictionStreams.predictions(MODEL, features.reader(Definitions.SERVICE)), from, to));
    }

    private static Table answered(Table all) {
        return all.take(IntStream.range(0, all.rowCount())
                .filter(i -> "champion".equals(all.strings("route").get(i)))
                .toArray());
    }
}
