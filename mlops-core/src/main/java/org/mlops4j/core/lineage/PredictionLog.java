// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lineage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.lineage.Answer;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** The logged predictions of a deployment, which may lie in several streams: one for each definition of features. */
record PredictionLog(EventLog events) {

    private static final int PAGE = 10_000;
    private static final String OUTPUT = "output.";
    private static final String FEATURE = "feature.";
    private static final String REQUEST = "request.";

    List<Answer> find(String deployment, String requestId) {
        List<Answer> found = new ArrayList<>();
        for (String stream : streams(deployment)) {
            long after = 0;
            Table page = events.read(stream, after, PAGE);
            while (page.rowCount() > 0) {
                collect(deployment, requestId, page, found);
                after += page.rowCount();
                page = events.read(stream, after, PAGE);
            }
        }
        return ordered(found);
    }

    List<Answer> find(String deployment, String requestId, Instant from, Instant to) {
        List<Answer> found = new ArrayList<>();
        for (String stream : streams(deployment)) {
            collect(deployment, requestId, events.scan(stream, from, to), found);
        }
        return ordered(found);
    }

    /** {@return the streams of a deployment; a dot in the name of another one does not make its streams ours} */
    private List<String> streams(String deployment) {
        Pattern ours = Pattern.compile("predictions\\." + Pattern.quote(deployment) + "\\.[0-9a-f]{12}");
        return events.streams().stream()
                .map(EventLog.Stream::name)
                .filter(name -> ours.matcher(name).matches())
                .toList();
    }

    private static List<Answer> ordered(List<Answer> found) {
        return found.stream()
                .sorted(Comparator.comparing(Answer::time).thenComparing(Answer::route))
                .toList();
    }

    private static void collect(String deployment, String requestId, Table page, List<Answer> found) {
        int id = page.schema().index(PredictionStreams.REQUEST_ID);
        for (int i = 0; i < page.rowCount(); i++) {
            Row row = page.row(i);
            if (requestId.equals(row.text(id))) {
                found.add(answer(deployment, row));
            }
        }
    }

    private static Answer answer(String deployment, Row row) {
        List<Double> outputs = new ArrayList<>();
        SortedMap<String, Double> features = new TreeMap<>();
        SortedMap<String, Document> request = new TreeMap<>();
        for (int i = 0; i < row.schema().size(); i++) {
            Field field = row.schema().field(i);
            String name = field.name();
            if (name.startsWith(OUTPUT)) {
                outputs.add(row.number(i));
            } else if (name.startsWith(FEATURE)) {
                features.put(name.substring(FEATURE.length()), row.number(i));
            } else if (name.startsWith(REQUEST) && !row.isNull(i)) {
                request.put(name.substring(REQUEST.length()), value(row, i, field.type()));
            }
        }
        return new Answer(
                deployment,
                text(row, PredictionStreams.REQUEST_ID),
                row.instant(PredictionStreams.TIME),
                text(row, "model"),
                (int) row.number("version"),
                text(row, "route"),
                outputs,
                features,
                request);
    }

    /** {@return the text of a field that is never null, or is not null here} */
    private static String text(Row row, String field) {
        return requireNonNull(row.text(field), field);
    }

    private static Document value(Row row, int index, DataType type) {
        if (type == DataType.STRING) {
            return Document.of(text(row, row.schema().field(index).name()));
        } else if (type == DataType.INT64) {
            return Document.of(row.whole(index));
        } else if (type == DataType.TIMESTAMP) {
            return Document.of(row.instant(row.schema().field(index).name()));
        } else if (type == DataType.BOOLEAN) {
            return Document.of(row.number(index) == 1);
        }
        return Document.of(row.number(index));
    }
}
