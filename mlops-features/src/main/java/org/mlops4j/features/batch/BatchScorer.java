// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;
import org.mlops4j.serving.LoadedModel;

/**
 * Scores all rows of a source with a registered version. Immutable.
 *
 * <pre>{@code
 * BatchReport report = BatchScorer.named("nightly", mlops)
 *         .model("fraud@champion")
 *         .keep(Field.of("payment", DataType.STRING))
 *         .score(Csv.of(payments), ScoreSink.csv(scores));
 * }</pre>
 *
 * <p>The rows come page by page, are scored by all processors and written page by page, in their order: memory does not
 * grow with their number. The output has the columns that are kept, the outputs of the model, {@link #ERROR},
 * {@link #VERSION} and {@link #SCORED}. A row that the model does not take, because an input is missing, is written
 * without outputs and with the reason.
 *
 * <p><b>After a crash</b> the same call goes on: the sink knows how many rows it holds, all of them whole, and those
 * are skipped in the source, which has to give the same rows in the same order again. No row is lost or doubled. If the
 * alias moved meanwhile, the column of the version tells which rows are of which.
 */
public final class BatchScorer {

    /** The column of why a row was not scored, null if it was. */
    public static final String ERROR = "error";

    /** The column of the number of the version. */
    public static final String VERSION = "version";

    /** The column of the time of scoring. */
    public static final String SCORED = "scored";

    private final Mlops mlops;
    private final String name;
    private final String model;
    private final List<Field> kept;

    private BatchScorer(Mlops mlops, String name, String model, List<Field> kept) {
        this.mlops = mlops;
        this.name = name;
        this.model = model;
        this.kept = kept;
    }

    /**
     * {@return a batch of that name, which scores with the champion of the model of that name}
     *
     * @param name by the rule of {@link Name#require}; where an inventory names the deployments of a model, one of them
     */
    public static BatchScorer named(String name, Mlops mlops) {
        Name.require("batch", name);
        return new BatchScorer(requireNonNull(mlops, "mlops"), name, name + "@champion", List.of());
    }

    /** {@return this with the version that a reference such as {@code model@alias} names} */
    public BatchScorer model(String reference) {
        return new BatchScorer(mlops, name, requireNonNull(reference, "reference"), kept);
    }

    /** {@return this with columns of the source that the output has as well, such as a key} */
    public BatchScorer keep(Field... columns) {
        for (Field column : columns) {
            if (!(column.type() instanceof DataType.Scalar)) {
                throw new InvalidException("column " + column + " cannot be kept; vectors are not supported in scores");
            }
        }
        return new BatchScorer(
                mlops,
                name,
                model,
                Stream.concat(kept.stream(), Stream.of(columns)).toList());
    }

    /**
     * Scores what the sink does not hold yet.
     *
     * @param rows with the inputs of the model by their names, and the columns that are kept
     * @return what was done
     * @throws InvalidException if columns are missing; the message names all of them
     * @throws org.mlops4j.error.MlopsException if the model cannot be loaded, the source cannot be read or the sink
     *     cannot be written to; what the sink holds stays whole
     */
    public BatchReport score(Source rows, ScoreSink scores) {
        long begin = System.nanoTime();
        try (LoadedModel loaded = mlops.serving().load(model, name)) {
            PageScorer scorer = new PageScorer(loaded, kept);
            try (ScoreSink.Writer writer = scores.open(scorer.output())) {
                long before = writer.rows();
                long rejected = 0;
                long total = before;
                try (Progress.Work work = mlops.progress().start("score " + rows, Progress.UNKNOWN);
                        Source.Pages pages = rows.after(before).open(scorer.input())) {
                    work.at(total);
                    for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                        PageScorer.Scores scored =
                                scorer.score(page, mlops.clock().instant());
                        writer.add(scored.table());
                        rejected += scored.rejected();
                        total += page.rowCount();
                        work.at(total);
                    }
                }
                Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
                return new BatchReport(loaded.version(), total, before, rejected, elapsed);
            }
        }
    }
}
