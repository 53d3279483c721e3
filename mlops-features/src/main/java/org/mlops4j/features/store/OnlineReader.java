// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.expression.RowExpression;

/** Vectors from views in memory. */
final class OnlineReader implements VectorReader {

    /** For so many schemas of requests, what was made of them is kept. */
    private static final int MOST_LAYOUTS = 4;

    private final FeatureService service;
    private final JavaFunctions functions;
    private final List<String> names;
    private final Schema request;
    private final Digest definition;
    private final List<ViewVectors> views;
    private final int computed;
    private final int @Nullable [] selected;
    /** Of each thread, for the schemas that it came with last. */
    private final ThreadLocal<List<Scratch>> scratch = ThreadLocal.withInitial(() -> new ArrayList<>(MOST_LAYOUTS));

    private volatile List<Layout> layouts;

    /**
     * Creates a reader.
     *
     * @param views those of the service, in its order
     * @param functions written in Java that request features may call
     */
    OnlineReader(FeatureService service, List<ViewVectors> views, JavaFunctions functions) {
        this.service = service;
        this.functions = functions;
        this.names = service.featureNames();
        this.request = service.request();
        this.definition = service.digest();
        this.views = List.copyOf(views);
        List<String> all = service.computedNames();
        this.computed = all.size();
        this.selected =
                all.equals(names) ? null : names.stream().mapToInt(all::indexOf).toArray();
        this.layouts = List.of(compiled(request));
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Schema request() {
        return request;
    }

    @Override
    public Digest definition() {
        return definition;
    }

    @Override
    public void read(Row row, long time, double[] vector) {
        requireRoom("vector", vector.length);
        Scratch mine = scratch(row.schema());
        double[] computing = selected == null ? vector : mine.features;
        int at = 0;
        for (int i = 0; i < mine.steps.size(); i++) {
            at = mine.steps.get(i).fill(row, time, computing, at);
        }
        if (selected != null) {
            for (int i = 0; i < selected.length; i++) {
                vector[i] = computing[selected[i]];
            }
        }
    }

    @Override
    public void read(Row row, long time, double[] vector, FeatureStatus[] statuses) {
        requireRoom("vector", vector.length);
        requireRoom("array of statuses", statuses.length);
        Scratch mine = scratch(row.schema());
        int at = 0;
        for (int i = 0; i < mine.steps.size(); i++) {
            at = mine.steps.get(i).fill(row, time, mine.features, mine.statuses, at);
        }
        for (int i = 0; i < names.size(); i++) {
            int from = selected == null ? i : selected[i];
            vector[i] = mine.features[from];
            statuses[i] = mine.statuses[from];
        }
    }

    private void requireRoom(String what, int length) {
        if (length < names.size()) {
            throw new InvalidException("a " + what + " of " + length + " has no room for the " + names.size()
                    + " features of the service");
        }
    }

    private Scratch scratch(Schema schema) {
        List<Scratch> mine = scratch.get();
        // Most callers come with the same object again; to compare others field by field allocates.
        for (int i = 0; i < mine.size(); i++) {
            if (mine.get(i).layout.schema == schema) {
                return mine.get(i);
            }
        }
        for (int i = 0; i < mine.size(); i++) {
            if (mine.get(i).layout.schema.equals(schema)) {
                return mine.get(i);
            }
        }
        Scratch made = new Scratch(layout(schema), computed);
        if (mine.size() == MOST_LAYOUTS) {
            mine.remove(0);
        }
        mine.add(made);
        return made;
    }

    private Layout layout(Schema schema) {
        List<Layout> known = layouts;
        for (Layout layout : known) {
            if (layout.schema.equals(schema)) {
                return layout;
            }
        }
        Layout compiled = compiled(schema);
        List<Layout> newest =
                new ArrayList<>(known.subList(Math.max(0, known.size() + 1 - MOST_LAYOUTS), known.size()));
        newest.add(compiled);
        layouts = List.copyOf(newest);
        return compiled;
    }

    private Layout compiled(Schema schema) {
        for (Field wanted : request.fields()) {
            DataType type = schema.find(wanted.name())
                    .orElseThrow(() -> new InvalidException("a request needs the field '" + wanted.name()
                            + "', which is not there; it has " + String.join(", ", schema.names())))
                    .type();
            if (!type.equals(wanted.type()) && !(isNumber(type) && isNumber(wanted.type()) && !isKey(wanted.name()))) {
                throw new InvalidException("field '" + wanted.name() + "' of a request should be "
                        + wanted.type().text() + ", is " + type.text());
            }
        }
        List<Supplier<Step>> steps = new ArrayList<>();
        List<String> before = new ArrayList<>();
        int view = 0;
        for (FeatureSource source : service.sources()) {
            if (source instanceof FeatureView v) {
                int[] keys = v.entity().keys().stream().mapToInt(schema::index).toArray();
                ViewVectors online = views.get(view++);
                steps.add(() -> new ViewStep(online, keys));
            } else {
                steps.add(expression((RequestFeature) source, schema, before));
            }
            before.addAll(source.featureNames());
        }
        return new Layout(schema, steps);
    }

    private Supplier<Step> expression(RequestFeature feature, Schema schema, List<String> before) {
        List<Field> fields = new ArrayList<>();
        int[] origins = new int[feature.inputs().size()];
        for (int i = 0; i < origins.length; i++) {
            String name = feature.inputs().field(i).name();
            int computedAt = before.indexOf(name);
            origins[i] = computedAt >= 0 ? computedAt : -1 - schema.index(name);
            fields.add(computedAt >= 0 ? Field.nullable(name, DataType.FLOAT64) : schema.field(schema.index(name)));
        }
        Schema inputs = Schema.of(fields);
        RowExpression expression = RowExpression.compile(feature.expression(), inputs, functions);
        return () -> new ExpressionStep(expression, new InputRow(inputs, origins));
    }

    private boolean isKey(String field) {
        return views.stream().anyMatch(v -> v.view().entity().keys().contains(field));
    }

    private static boolean isNumber(DataType type) {
        return type == DataType.INT64 || type == DataType.FLOAT32 || type == DataType.FLOAT64;
    }

    /** How the features are computed from requests of one schema. */
    private static final class Layout {

        private final Schema schema;
        private final List<Supplier<Step>> steps;

        Layout(Schema schema, List<Supplier<Step>> steps) {
            this.schema = schema;
            this.steps = steps;
        }
    }

    /** What a thread needs to read vectors of one layout without allocation. */
    private static final class Scratch {

        private final Layout layout;
        private final List<Step> steps;
        private final double[] features;
        private final FeatureStatus[] statuses;

        Scratch(Layout layout, int computed) {
            this.layout = layout;
            this.steps = layout.steps.stream().map(Supplier::get).toList();
            this.features = new double[computed];
            this.statuses = new FeatureStatus[computed];
        }
    }

    /** Computes the features of one source; belongs to one thread. */
    private interface Step {

        /** {@return the index behind the last feature that was filled in} */
        int fill(Row request, long time, double[] features, int at);

        /** As above, and fills in what there is of them. */
        int fill(Row request, long time, double[] features, FeatureStatus[] statuses, int at);
    }

    /** Looks an entity up. */
    private static final class ViewStep implements Step {

        private final ViewVectors view;
        private final int[] keys;
        private final EntityKey key;
        private final Accumulator[] accumulators;

        ViewStep(ViewVectors view, int[] keys) {
            this.view = view;
            this.keys = keys;
            this.key = new EntityKey(keys.length);
            this.accumulators = view.scratch();
        }

        @Override
        public int fill(Row request, long time, double[] features, int at) {
            key.fill(request, keys);
            return view.read(key, time, features, at, accumulators);
        }

        @Override
        public int fill(Row request, long time, double[] features, FeatureStatus[] statuses, int at) {
            key.fill(request, keys);
            return view.read(key, time, features, statuses, at, accumulators);
        }
    }

    /** Evaluates an expression. */
    private static final class ExpressionStep implements Step {

        private final RowExpression expression;
        private final InputRow inputs;

        ExpressionStep(RowExpression expression, InputRow inputs) {
            this.expression = expression;
            this.inputs = inputs;
        }

        @Override
        public int fill(Row request, long time, double[] features, int at) {
            features[at] = expression.number(inputs.over(request, features));
            return at + 1;
        }

        @Override
        public int fill(Row request, long time, double[] features, FeatureStatus[] statuses, int at) {
            int next = fill(request, time, features, at);
            statuses[at] = Double.isNaN(features[at]) ? FeatureStatus.MISSING : FeatureStatus.PRESENT;
            return next;
        }
    }
}
