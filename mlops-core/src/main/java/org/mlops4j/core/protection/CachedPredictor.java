// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

/**
 * Remembers what a model answered. Rows are the same if all their bits are, but that any NaN is like any other. Calls
 * with one new row at one time may each ask the model. Thread-safe.
 */
final class CachedPredictor implements Predictor {

    private final Predictor model;
    private final ProtectionMeter meter;
    private final Cache<Key, double[]> results;

    CachedPredictor(Predictor model, int most, ProtectionMeter meter) {
        this.model = model;
        this.meter = meter;
        this.results = Caffeine.newBuilder().maximumSize(most).build();
    }

    @Override
    public int inputs() {
        return model.inputs();
    }

    @Override
    public int outputs() {
        return model.outputs();
    }

    @Override
    public void predict(double[] row, double[] out) {
        Key key = new Key(Arrays.copyOf(row, model.inputs()));
        double[] known = results.getIfPresent(key);
        meter.lookedUp(known != null);
        if (known == null) {
            model.predict(row, out);
            results.put(key, Arrays.copyOf(out, model.outputs()));
        } else {
            System.arraycopy(known, 0, out, 0, known.length);
        }
    }

    @Override
    public void close() {
        results.invalidateAll();
        model.close();
    }

    /** A row by its bits; not a record, because those know arrays by their identity. */
    private static final class Key {

        private final double[] row;
        private final int hash;

        Key(double[] row) {
            this.row = row;
            this.hash = Arrays.hashCode(row);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(row, key.row);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
