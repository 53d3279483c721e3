// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.serving.PredictionStreams;

/**
 * Finds where served values differ from those of history, and what would have given them: history without what came
 * last, views without time to live, other definitions. Each is computed as training rows are, and compared by bits.
 */
final class SkewSearch {

    /** A cause is looked for in so many rows; a report is to be read soon, not complete. */
    private static final int MOST_ROWS = 1_000;

    /** So many events of an entity are taken to be late at most. */
    private static final int MOST_EVENTS = 64;

    private final FeatureService service;
    private final JavaFunctions functions;
    private final Function<FeatureView, History> history;
    private final Table requests;
    private final double[][] served;
    private final @Nullable SkewCause[][] causes;
    private final int[] examined;

    /**
     * Compares, in the memory of a training set.
     *
     * @param history finds the events of a view
     * @param predictions rows of {@link PredictionStreams#predictions}
     * @param functions written in Java that definitions may call
     */
    SkewSearch(
            FeatureService service,
            Function<FeatureView, History> history,
            Table predictions,
            JavaFunctions functions) {
        this.service = service;
        this.functions = functions;
        this.history = history;
        this.requests = requests(service, predictions);
        this.served = service.featureNames().stream()
                .map(feature -> predictions.doubles("feature." + feature).toArray())
                .toArray(double[][]::new);
        this.causes = new SkewCause[served.length][requests.rowCount()];
        SortedMap<String, History> events = new TreeMap<>();
        service.views().forEach(view -> events.put(view.name(), history.apply(view)));
        PointInTimeFeatures expected =
                PointInTimeFeatures.of(service, events, requests, PredictionStreams.TIME, null, functions);
        for (int feature = 0; feature < served.length; feature++) {
            double[] values = expected.column(service.featureNames().get(feature));
            for (int row = 0; row < values.length; row++) {
                causes[feature][row] = same(served[feature][row], values[row]) ? null : SkewCause.NOT_EXAMINED;
            }
        }
        this.examined = IntStream.range(0, requests.rowCount())
                .filter(row -> IntStream.range(0, served.length).anyMatch(feature -> causes[feature][row] != null))
                .limit(MOST_ROWS)
                .toArray();
    }

    /** {@return what was asked for, and when} */
    private static Table requests(FeatureService service, Table predictions) {
        Table requests = Table.of(
                Schema.of(Field.of(PredictionStreams.TIME, DataType.TIMESTAMP)),
                List.of(predictions.column(PredictionStreams.TIME)));
        for (Field field : service.request().fields()) {
            Column column = predictions.column("request." + field.name());
            requests = requests.with(new Field(field.name(), column.type(), field.nullable()), column);
        }
        return requests;
    }

    /** {@return how many values of each feature differ and why, in the order of the vector} */
    SkewReport report(List<FeatureService> before) {
        if (examined.length > 0) {
            List<ExaminedEvents> events =
                    service.views().stream().map(this::examined).toList();
            lookForLateEvents(events);
            compare(SkewCause.TIME_TO_LIVE, withoutTimeToLive(), events);
            before.forEach(this::compare);
        }
        List<SkewReport.FeatureSkew> features = new ArrayList<>();
        for (int feature = 0; feature < served.length; feature++) {
            Map<SkewCause, Integer> counts = new EnumMap<>(SkewCause.class);
            for (int row : examined) {
                explain(feature, row, SkewCause.UNEXPLAINED);
            }
            for (SkewCause cause : causes[feature]) {
                if (cause != null) {
                    counts.merge(cause, 1, Integer::sum);
                }
            }
            features.add(new SkewReport.FeatureSkew(service.featureNames().get(feature), counts));
        }
        return new SkewReport(requests.rowCount(), features);
    }

    private ExaminedEvents examined(FeatureView view) {
        return new ExaminedEvents(ViewPlan.of(view, functions), history.apply(view), requests, examined);
    }

    private void lookForLateEvents(List<ExaminedEvents> views) {
        for (int row : examined) {
            SortedMap<String, Table> ofEntities = new TreeMap<>();
            views.forEach(view -> ofEntities.put(view.name(), view.all(requests.row(row))));
            for (ExaminedEvents view : views) {
                lookForLateEvents(view, row, ofEntities);
            }
        }
    }

    /** Leaves out what came last, one event more each time, until history gives what was served. */
    private void lookForLateEvents(ExaminedEvents view, int row, Map<String, Table> ofEntities) {
        Map<String, Table> without = new HashMap<>(ofEntities);
        long time = requests.longs(PredictionStreams.TIME).get(row);
        int late = 1;
        Table earlier = view.withoutLast(requests.row(row), time, late);
        while (earlier != null && late <= MOST_EVENTS && isOpen(row)) {
            without.put(view.name(), earlier);
            compare(SkewCause.LATE_EVENT, service, without, new int[] {row});
            late++;
            earlier = view.withoutLast(requests.row(row), time, late);
        }
    }

    private FeatureService withoutTimeToLive() {
        List<FeatureSource> sources = new ArrayList<>();
        for (FeatureSource source : service.sources()) {
            sources.add(
                    source instanceof FeatureView view
                            ? new FeatureView(
                                    view.name(),
                                    view.entity(),
                                    view.source(),
                                    view.eventTime(),
                                    view.availability(),
                                    null,
                                    view.includesNow(),
                                    view.features(),
                                    view.identity(),
                                    view.expectations(),
                                    view.about())
                            : source);
        }
        return new FeatureService(service.name(), sources, service.vector(), service.about());
    }

    /** Compares with another definition, if its requests have held the same and its code is there. */
    private void compare(FeatureService definition) {
        if (!definition.digest().equals(service.digest())
                && requests.schema().names().containsAll(definition.request().names())
                && functions.containsAll(definition.javaFunctions())
                && IntStream.of(examined).anyMatch(this::isOpen)) {
            compare(
                    EarlierDefinition.cause(service, definition),
                    definition,
                    definition.views().stream().map(this::examined).toList());
        }
    }

    private void compare(SkewCause cause, FeatureService definition, List<ExaminedEvents> views) {
        SortedMap<String, Table> events = new TreeMap<>();
        views.forEach(view -> events.put(view.name(), view.all()));
        compare(cause, definition, events, examined);
    }

    private void compare(SkewCause cause, FeatureService definition, Map<String, Table> events, int[] rows) {
        PointInTimeFeatures computed =
                PointInTimeFeatures.of(definition, events, requests.take(rows), PredictionStreams.TIME, functions);
        for (int feature = 0; feature < served.length; feature++) {
            String name = service.featureNames().get(feature);
            if (computed.names().contains(name)) {
                double[] values = computed.column(name);
                for (int i = 0; i < rows.length; i++) {
                    if (same(served[feature][rows[i]], values[i])) {
                        explain(feature, rows[i], cause);
                    }
                }
            }
        }
    }

    private void explain(int feature, int row, SkewCause cause) {
        if (causes[feature][row] == SkewCause.NOT_EXAMINED) {
            causes[feature][row] = cause;
        }
    }

    private boolean isOpen(int row) {
        return IntStream.range(0, served.length).anyMatch(feature -> causes[feature][row] == SkewCause.NOT_EXAMINED);
    }

    private static boolean same(double one, double other) {
        return Double.doubleToLongBits(one) == Double.doubleToLongBits(other);
    }
}
