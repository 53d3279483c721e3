// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** The predictions of one route in one window, with the columns of {@link PredictionStreams}. */
record PredictionWindow(Instant from, Instant to, Table rows) {

    private static final String FEATURE = "feature.";

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
        return new PredictionWindow(from, to, ours.length == all.rowCount() ? all : all.take(ours));
    }

    int count() {
        return rows.rowCount();
    }

    /** {@return the features under their own names, then the outputs} */
    Table inputs() {
        List<Field> fields = rows.schema().fields().stream()
                .filter(f -> f.name().startsWith(FEATURE) || f.name().equals(InputReference.OUTPUT))
                .toList();
        return Table.of(
                Schema.of(fields.stream().map(PredictionWindow::bare).toList()),
                fields.stream().map(f -> rows.column(f.name())).toList());
    }

    /** {@return how many predictions each version made, as {@code model/3}} */
    SortedMap<String, Long> versions() {
        SortedMap<String, Long> counts = new TreeMap<>();
        if (count() > 0) {
            StringColumn models = rows.strings("model");
            LongColumn versions = rows.longs("version");
            for (int row = 0; row < count(); row++) {
                counts.merge(models.get(row) + "/" + versions.get(row), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static Field bare(Field field) {
        return field.name().startsWith(FEATURE)
                ? new Field(field.name().substring(FEATURE.length()), field.type(), field.nullable())
                : field;
    }
}
