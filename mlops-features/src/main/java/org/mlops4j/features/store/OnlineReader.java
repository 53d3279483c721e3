// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureSource;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.aggregate.Accumulator;
import org.mlops4j.features.expression.RowExpression;

/** Vectors from views in memory. */
final class OnlineReader implements VectorReader {

    private final List<String> names;
    private final Schema request;
    private final Digest definition;
    private final List<FeatureSource> sources;
    private final List<OnlineView> views;
    private final ThreadLocal<List<Scratch>> scratch;
    private volatile Layout layout;

    /**
     * Creates a reader.
     *
     * @param views those of the service, in its order
     */
    OnlineReader(FeatureService service, List<OnlineView> views) {
        this.names = service.featureNames();
        this.request = service.request();
        this.definition = service.digest();
        this.sources = service.sources();
        this.views = List.copyOf(views);
        this.scratch = ThreadLocal.withInitial(
                () -> this.views.stream().map(Scratch::new).toList());
        this.layout = layout(request);
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
        if (vector.length < names.size()) {
            throw new InvalidException("a vector of " + vector.length + " numbers has no room for the " + names.size()
                    + " features of the service");
        }
        Layout fields = layout;
        if (!fields.schema.equals(row.schema())) {
            fields = layout(row.schema());
            layout = fields;
        }
        List<Scratch> mine = scratch.get();
        int at = 0;
        for (int i = 0; i < fields.parts.size(); i++) {
            Part part = fields.parts.get(i);
            if (part.expression != null) {
                vector[at++] = part.expression.number(row);
            } else {
                Scratch use = mine.get(part.view);
                use.key.fill(row, part.keys);
                at = views.get(part.view).read(use.key, time, vector, at, use.accumulators);
            }
        }
    }

    private Layout layout(Schema schema) {
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
        List<Part> parts = new ArrayList<>();
        int view = 0;
        for (FeatureSource source : sources) {
            if (source instanceof FeatureView v) {
                int[] keys = v.entity().keys().stream().mapToInt(schema::index).toArray();
                parts.add(new Part(null, view++, keys));
            } else {
                RequestFeature feature = (RequestFeature) source;
                parts.add(new Part(RowExpression.compile(feature.expression(), schema), -1, new int[0]));
            }
        }
        return new Layout(schema, parts);
    }

    private boolean isKey(String field) {
        return views.stream().anyMatch(v -> v.view().entity().keys().contains(field));
    }

    private static boolean isNumber(DataType type) {
        return type == DataType.INT64 || type == DataType.FLOAT32 || type == DataType.FLOAT64;
    }

    /** Where the parts of the vector find their inputs in requests of one schema. */
    private static final class Layout {

        private final Schema schema;
        private final List<Part> parts;

        Layout(Schema schema, List<Part> parts) {
            this.schema = schema;
            this.parts = parts;
        }
    }

    /** A view and the fields of its keys, or an expression. */
    private static final class Part {

        private final @Nullable RowExpression expression;
        private final int view;
        private final int[] keys;

        Part(@Nullable RowExpression expression, int view, int[] keys) {
            this.expression = expression;
            this.view = view;
            this.keys = keys;
        }
    }

    /** What a thread needs to read a view without allocation. */
    private static final class Scratch {

        private final EntityKey key;
        private final Accumulator[] accumulators;

        Scratch(OnlineView view) {
            key = new EntityKey(view.view().entity().keys().size());
            accumulators = view.scratch();
        }
    }
}
