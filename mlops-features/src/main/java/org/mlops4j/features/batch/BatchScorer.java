// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
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
 * {@link #VERSION} and {@link #SCORED}. A row that cannot be read, that lacks an input or that the model refuses is
 * written without outputs and with the reason; {@link #rejects} writes it to a place of its own as well. What else goes
 * wrong ends the batch: a model that fails for another reason than a row, a column that is kept and cannot be read.
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
    private final @Nullable Aside aside;

    private BatchScorer(Mlops mlops, String name, String model, List<Field> kept, @Nullable Aside aside) {
        this.mlops = mlops;
        this.name = name;
        this.model = model;
        this.kept = kept;
        this.aside = aside;
    }

    /**
     * {@return a batch of that name, which scores with the champion of the model of that name}
     *
     * @param name by the rule of {@link Name#require}; where an inventory names the deployments of a model, one of them
     */
    public static BatchScorer named(String name, Mlops mlops) {
        Name.require("batch", name);
        return new BatchScorer(requireNonNull(mlops, "mlops"), name, name + "@champion", List.of(), null);
    }

    /** {@return this with the version that a reference such as {@code model@alias} names} */
    public BatchScorer model(String reference) {
        return new BatchScorer(mlops, name, requireNonNull(reference, "reference"), kept, aside);
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
                Stream.concat(kept.stream(), Stream.of(columns)).toList(),
                aside);
    }

    /**
     * {@return this with the rows that cannot be scored written to a place of their own, too} They have the columns
     * that are kept, {@link #ERROR}, {@link #VERSION} and {@link #SCORED}. After a crash they are those of the rows
     * that the scores hold, none lost and none doubled, whatever kind of place either is. A batch has them from its
     * begin: those of scores that were there before are not written later.
     *
     * @param sink such as another file
     * @param batch what tells this batch from others of its name, such as a day; by the rule of {@link Name#require}
     */
    public BatchScorer rejects(ScoreSink sink, String batch) {
        return new BatchScorer(
                mlops, name, model, kept, new Aside(requireNonNull(sink, "sink"), Name.require("batch", batch)));
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
                Written written = aside == null
                        ? write(scorer, rows.after(before), writer, null)
                        : writeWithRejects(scorer, rows.after(before), writer, aside);
                Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
                return new BatchReport(loaded.version(), before + written.rows(), before, written.rejected(), elapsed);
            }
        }
    }

    private Written writeWithRejects(PageScorer scorer, Source rows, ScoreSink.Writer writer, Aside to) {
        RejectJournal journal = new RejectJournal(mlops.metadata(), name + "/" + to.batch, scorer.rejects());
        try (RejectWriter rejects = RejectWriter.open(journal, to.sink, writer.rows())) {
            return write(scorer, rows, writer, rejects);
        }
    }

    private Written write(PageScorer scorer, Source rows, ScoreSink.Writer writer, @Nullable RejectWriter rejects) {
        Schema columns = scorer.input().with(Field.nullable(PageScorer.FAULT, DataType.STRING));
        Written written = new Written(0, 0);
        try (Progress.Work work = mlops.progress()
                        .start("score " + rows, rows.findRowCount().orElse(Progress.UNKNOWN));
                Source.Pages pages = rows.faultsTo(PageScorer.FAULT).open(columns)) {
            for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                PageScorer.Scores scored = scorer.score(page, mlops.clock().instant());
                if (rejects != null) {
                    rejects.announce(scorer.rejects(scored), writer.rows(), writer.rows() + page.rowCount());
                }
                writer.add(scored.table());
                if (rejects != null) {
                    rejects.write();
                }
                written = written.plus(page.rowCount(), scored.rejected());
                work.at(written.rows);
            }
        }
        return written;
    }

    /** Where rejected rows go, and what tells this batch from others. */
    private record Aside(ScoreSink sink, String batch) {}

    /** What an attempt has done so far. */
    private record Written(long rows, long rejected) {

        Written plus(long moreRows, long moreRejected) {
            return new Written(rows + moreRows, rejected + moreRejected);
        }
    }
}
