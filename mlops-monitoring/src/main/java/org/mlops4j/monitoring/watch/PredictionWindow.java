// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mlops4j.data.Column;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/**
 * The predictions of one route in one window. Immutable.
 *
 * @param from the beginning of the window, inclusive
 * @param to its end, exclusive
 * @param rows by time, then request, then arrival, with the columns of {@link PredictionStreams#predictions}; without
 *     any column if the deployment has logged nothing yet
 */
public record PredictionWindow(Instant from, Instant to, Table rows) {

    private static final String FEATURE = "feature.";
    private static final String REQUEST = "request.";
    private static final String OUTPUT = "output.";

    /** Checks that the parts are there. */
    public PredictionWindow {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(rows, "rows");
    }

    /** {@return the predictions of [from, to); none if there is no such stream} */
    static PredictionWindow read(EventLog events, String stream, String route, Instant from, Instant to) {
        if (events.find(stream).isEmpty()) {
            return new PredictionWindow(from, to, Table.of(Schema.of(), List.of()));
        }
        Table all = events.scan(stream, from, to);
        StringColumn routes = all.strings("route");
        int[] ours = IntStream.range(0, all.rowCount())
                .filter(row -> route.equals(routes.get(row)))
                .toArray();
        LongColumn times = all.longs(PredictionStreams.TIME);
        boolean simultaneous =
                IntStream.range(1, ours.length).anyMatch(i -> times.get(ours[i]) == times.get(ours[i - 1]));
        return simultaneous
                ? new PredictionWindow(from, to, all.take(byRequest(ours, times, all)))
                : new PredictionWindow(from, to, all).take(ours);
    }

    /** So that sums, whose rounding depends on the order, do not depend on the order of arrival. */
    private static int[] byRequest(int[] rows, LongColumn times, Table all) {
        StringColumn requests = all.strings(PredictionStreams.REQUEST_ID);
        return IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingLong((Integer row) -> times.get(row))
                        .thenComparing(row -> requireNonNullElse(requests.get(row), "")))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return the number of predictions} */
    public int count() {
        return rows.rowCount();
    }

    /** {@return the features under their own names, then the first output as {@code output.0}} */
    public Table inputs() {
        List<Field> fields = rows.schema().fields().stream()
                .filter(f -> f.name().startsWith(FEATURE) || f.name().equals(InputReference.OUTPUT))
                .toList();
        return Table.of(
                Schema.of(fields.stream().map(PredictionWindow::bare).toList()),
                fields.stream().map(f -> rows.column(f.name())).toList());
    }

    /**
     * {@return {@code time}, the outputs, then fields of the request and features under their own names} Where a field
     * and a feature share a name, the field has it.
     */
    public Table table() {
        Map<String, Field> columns = new LinkedHashMap<>();
        for (Field field : rows.schema().fields()) {
            String name = field.name();
            if (name.equals(PredictionStreams.TIME) || name.startsWith(OUTPUT)) {
                columns.put(name, field);
            }
        }
        for (String prefix : List.of(REQUEST, FEATURE)) {
            for (Field field : rows.schema().fields()) {
                if (field.name().startsWith(prefix)) {
                    columns.putIfAbsent(field.name().substring(prefix.length()), field);
                }
            }
        }
        List<Field> renamed = new ArrayList<>();
        columns.forEach((name, field) -> renamed.add(new Field(name, field.type(), field.nullable())));
        return Table.of(
                Schema.of(renamed),
                columns.values().stream()
                        .map(field -> rows.column(field.name()))
                        .toList());
    }

    /** {@return a field of the request, or else a feature, under its own name, if there is one} */
    public Optional<Column> find(String name) {
        return Stream.of(REQUEST + name, FEATURE + name)
                .filter(column -> rows.schema().find(column).isPresent())
                .findFirst()
                .map(rows::column);
    }

    /**
     * {@return an output of the model, one number a prediction}
     *
     * @param index from 0
     * @throws org.mlops4j.error.NotFoundException if there are predictions and the model has fewer outputs
     */
    public double[] output(int index) {
        return count() == 0 ? new double[0] : rows.doubles(OUTPUT + index).toArray();
    }

    /** {@return the number of outputs that the log holds} */
    public int outputs() {
        return (int) rows.schema().fields().stream()
                .filter(field -> field.name().startsWith(OUTPUT))
                .count();
    }

    /** {@return how many predictions each version made, as {@code model/3}} */
    public SortedMap<String, Long> versions() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int row = 0; row < count(); row++) {
            counts.merge(version(row), 1L, Long::sum);
        }
        return counts;
    }

    /** {@return the version that made a prediction, as {@code model/3}} */
    String version(int row) {
        return rows.strings("model").get(row) + "/" + rows.longs("version").get(row);
    }

    /**
     * {@return a number that was measured of this window}
     *
     * @param value NaN if it could not be computed
     * @param detail what explains it
     */
    public Signal signal(String name, double value, Document detail) {
        return new Signal(name, from, to, value, count(), detail);
    }

    /** {@return a number that was measured of this window and needs no explanation} */
    public Signal signal(String name, double value) {
        return signal(name, value, Document.object());
    }

    /** {@return these rows of the window alone} */
    PredictionWindow take(int[] ours) {
        return ours.length == count() ? this : new PredictionWindow(from, to, rows.take(ours));
    }

    private static Field bare(Field field) {
        return field.name().startsWith(FEATURE)
                ? new Field(field.name().substring(FEATURE.length()), field.type(), field.nullable())
                : field;
    }
}
