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
import org.mlops4j.data.BooleanColumn;
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
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;

/**
 * Scores pages of rows with a loaded model: what a {@link BatchScorer} does page after page, for engines that bring the
 * pages themselves. A page is scored chunk by chunk, each by itself, on all processors, so their number changes no bit;
 * one of {@value #CHUNK} rows or fewer is scored by the calling thread alone. Thread-safe, as long as the model is
 * open.
 */
public final class PageScorer {

    /** How many rows a chunk has at most. */
    public static final int CHUNK = 1_024;

    private final LoadedModel model;
    private final List<Field> kept;

    /**
     * Makes a model ready.
     *
     * @param kept columns that the scores have as well, such as a key; no vectors
     * @throws InvalidException if an input of the model is no number and no truth value
     */
    public PageScorer(LoadedModel model, List<Field> kept) {
        this.model = model;
        this.kept = List.copyOf(kept);
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
     * {@return the scores of rows, in their order}
     *
     * @param page with the columns of {@link #input()}
     * @param time that the scores have
     */
    public Scores score(Table page, Instant time) {
        int rows = page.rowCount();
        int outputs = model.predictor().outputs();
        double[] predicted = new double[rows * outputs];
        String[] errors = new String[rows];
        List<Column> inputs = model.inputs().names().stream().map(page::column).toList();
        IntStream.range(0, (rows + CHUNK - 1) / CHUNK)
                .parallel()
                .forEach(part -> score(inputs, part * CHUNK, Math.min(rows, (part + 1) * CHUNK), predicted, errors));
        return table(page, predicted, outputs, errors, time);
    }

    private void score(List<Column> inputs, int from, int to, double[] predicted, @Nullable String[] errors) {
        Predictor predictor = model.predictor();
        int width = inputs.size();
        int outputs = predictor.outputs();
        double[] rows = new double[(to - from) * width];
        for (int input = 0; input < width; input++) {
            fill(inputs.get(input), from, to, rows, input, width);
        }
        reject(rows, from, to, errors);
        double[] out = new double[(to - from) * outputs];
        predictor.predictAll(rows, to - from, out);
        System.arraycopy(out, 0, predicted, from * outputs, out.length);
    }

    private static void fill(Column column, int from, int to, double[] rows, int at, int width) {
        int index = at;
        for (int row = from; row < to; row++, index += width) {
            rows[index] = column.isNull(row) ? Double.NaN : number(column, row);
        }
    }

    private static double number(Column column, int row) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        }
        return ((BooleanColumn) column).get(row) ? 1 : 0;
    }

    private void reject(double[] rows, int from, int to, @Nullable String[] errors) {
        Schema inputs = model.inputs();
        for (int input = 0; input < inputs.size(); input++) {
            for (int row = from; !inputs.field(input).nullable() && row < to; row++) {
                if (Double.isNaN(rows[(row - from) * inputs.size() + input]) && errors[row] == null) {
                    errors[row] = "input '" + inputs.field(input).name() + "' is missing";
                }
            }
        }
    }

    private Scores table(Table page, double[] predicted, int outputs, @Nullable String[] errors, Instant time) {
        int rows = page.rowCount();
        BitSet rejected = new BitSet();
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
