// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.source.Source;
import org.mlops4j.serving.LoadedModel;

/**
 * Scores pages of rows with a loaded model: what a {@link BatchScorer} does page after page, for engines that bring the
 * pages themselves. A page is scored chunk by chunk, each by itself, on all processors, so their number changes no bit;
 * one of {@value #CHUNK} rows or fewer is scored by the calling thread alone. Thread-safe, as long as the model is
 * open.
 */
public final class PageScorer {

    /** How many rows a chunk has at most. */
    public static final int CHUNK = 1_024;

    /**
     * The column of a page that says why a row cannot be read, if the page has it: see {@link Source#faultsTo}. Such a
     * row is rejected for that reason.
     */
    static final String FAULT = "mlops4j.fault";

    private final LoadedModel model;
    private final List<Field> kept;
    private final ChunkScorer chunks;

    /**
     * Makes a model ready.
     *
     * @param kept columns that the scores have as well, such as a key; no vectors
     * @throws InvalidException if an input of the model is no number and no truth value
     */
    public PageScorer(LoadedModel model, List<Field> kept) {
        this.model = model;
        this.kept = List.copyOf(kept);
        this.chunks = new ChunkScorer(model);
        for (Field input : input().select(model.inputs().names()).fields()) {
            if (input.type() == DataType.STRING
                    || input.type() == DataType.TIMESTAMP
                    || input.type() instanceof DataType.Vector) {
                throw new InvalidException("input " + input + " of " + model.version()
                        + " is no number; a batch scores models of numbers and truth values");
            }
        }
    }

    /**
     * {@return the scores of rows, in their order} A row is rejected, with the reason, that lacks an input or that the
     * model refuses by an {@link InvalidException}; the model never sees the former. Any other failure of the model is
     * thrown: it says nothing of a row.
     *
     * @param page with the columns of {@link #input()}
     * @param time that the scores have
     */
    public Scores score(Table page, Instant time) {
        int rows = page.rowCount();
        int outputs = model.predictor().outputs();
        double[] predicted = new double[rows * outputs];
        @Nullable String[] errors = faults(page);
        List<Column> inputs = model.inputs().names().stream().map(page::column).toList();
        IntStream.range(0, (rows + CHUNK - 1) / CHUNK)
                .parallel()
                .forEach(part ->
                        chunks.score(inputs, part * CHUNK, Math.min(rows, (part + 1) * CHUNK), predicted, errors));
        return table(page, predicted, outputs, errors, time);
    }

    private static @Nullable String[] faults(Table page) {
        @Nullable String[] faults = new @Nullable String[page.rowCount()];
        if (page.schema().find(FAULT).isPresent()) {
            StringColumn column = page.strings(FAULT);
            for (int row = 0; row < faults.length; row++) {
                faults[row] = column.isNull(row) ? null : column.get(row);
            }
        }
        return faults;
    }

    private Scores table(Table page, double[] predicted, int outputs, @Nullable String[] errors, Instant time) {
        int rows = page.rowCount();
        BitSet rejected = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            rejected.set(row, errors[row] != null);
        }
        Schema schema = Schema.of(kept);
        List<Column> columns =
                new ArrayList<>(schema.names().stream().map(page::column).toList());
        for (int output = 0; output < outputs; output++) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = predicted[row * outputs + output];
            }
            columns.add(DoubleColumn.of(DataType.FLOAT64, values, rejected));
        }
        columns.add(StringColumn.of(errors));
        long[] version = new long[rows];
        Arrays.fill(version, model.version().number());
        columns.add(LongColumn.of(version));
        long[] times = new long[rows];
        Arrays.fill(times, Times.nanos(time));
        columns.add(LongColumn.ofTimes(times));
        return new Scores(Table.of(output(), columns), rejected.cardinality());
    }

    /** {@return the columns of the output} */
    public Schema output() {
        List<Field> fields = new ArrayList<>(kept);
        model.outputs().forEach(output -> fields.add(Field.nullable(output, DataType.FLOAT64)));
        fields.add(Field.nullable(BatchScorer.ERROR, DataType.STRING));
        fields.add(Field.of(BatchScorer.VERSION, DataType.INT64));
        fields.add(Field.of(BatchScorer.SCORED, DataType.TIMESTAMP));
        return Schema.of(fields);
    }

    /** {@return the columns of {@link #rejects(Scores)}: those that are kept, why, by which version and when} */
    Schema rejects() {
        List<Field> fields = new ArrayList<>(kept);
        fields.add(Field.of(BatchScorer.ERROR, DataType.STRING));
        fields.add(Field.of(BatchScorer.VERSION, DataType.INT64));
        fields.add(Field.of(BatchScorer.SCORED, DataType.TIMESTAMP));
        return Schema.of(fields);
    }

    /** {@return the rows that could not be scored, copied} */
    Table rejects(Scores scores) {
        StringColumn errors = scores.table().strings(BatchScorer.ERROR);
        Table rejected = scores.table()
                .take(IntStream.range(0, errors.size())
                        .filter(row -> !errors.isNull(row))
                        .toArray());
        return Table.of(
                rejects(), rejects().names().stream().map(rejected::column).toList());
    }

    /** {@return the columns that are read: every input may be missing, then a row is rejected and not the batch} */
    public Schema input() {
        List<Field> fields = new ArrayList<>(kept);
        for (Field input : model.inputs().fields()) {
            if (kept.stream().noneMatch(field -> field.name().equals(input.name()))) {
                fields.add(Field.nullable(input.name(), input.type()));
            }
        }
        return Schema.of(fields);
    }

    /**
     * The scores of a page.
     *
     * @param table with the columns of {@link #output()}
     * @param rejected how many rows could not be scored; they say why
     */
    public record Scores(Table table, int rejected) {}
}
