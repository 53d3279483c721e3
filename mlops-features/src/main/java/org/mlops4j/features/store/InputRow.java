// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * What a request feature reads: fields of the request beside features that were computed before it. A feature without a
 * value is null. Filled again for each vector, by one thread.
 */
final class InputRow implements Row {

    private final Schema schema;
    private final int[] origins;
    private Row request;
    private double[] features;

    /**
     * Creates a row.
     *
     * @param origins for each field the index of the feature, or -1 - the index of the field of the request
     */
    InputRow(Schema schema, int[] origins) {
        this.schema = schema;
        this.origins = origins;
        this.request = Row.of(Schema.of());
        this.features = new double[0];
    }

    /** {@return this, now over another request and its features} */
    InputRow over(Row from, double[] computed) {
        request = from;
        features = computed;
        return this;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean isNull(int field) {
        int origin = origins[field];
        return origin >= 0 ? Double.isNaN(features[origin]) : request.isNull(-1 - origin);
    }

    @Override
    public double number(int field) {
        int origin = origins[field];
        return origin >= 0 ? features[origin] : request.number(-1 - origin);
    }

    @Override
    public long whole(int field) {
        return request.whole(ofRequest(field));
    }

    @Override
    public @Nullable String text(int field) {
        return request.text(ofRequest(field));
    }

    @Override
    public double component(int field, int component) {
        return request.component(ofRequest(field), component);
    }

    private int ofRequest(int field) {
        if (origins[field] >= 0) {
            throw new InvalidException("feature '" + schema.field(field).name() + "' is a number");
        }
        return -1 - origins[field];
    }
}
