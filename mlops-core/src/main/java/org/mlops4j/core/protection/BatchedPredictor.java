// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Batching;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

/**
 * Lets calls that come at one time go to a model together. The first of a batch asks for all; it waits for others only
 * while calls are under way, since then others are likely. Thread-safe.
 */
final class BatchedPredictor implements Predictor {

    private final Predictor model;
    private final Batching batching;
    private final ProtectionMeter meter;
    private final Object lock = new Object();
    private @Nullable RowBatch open;
    private int under;

    BatchedPredictor(Predictor model, Batching batching, ProtectionMeter meter) {
        this.model = model;
        this.batching = batching;
        this.meter = meter;
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
        RowBatch batch;
        int place;
        boolean alone;
        synchronized (lock) {
            alone = under++ == 0;
            batch = open == null ? new RowBatch(model, batching.rows()) : open;
            place = batch.add(row);
            open = batch.isFull() ? null : batch;
        }
        try {
            answer(batch, place, alone, out);
        } catch (BatchFailedException e) {
            // One row may have been the cause: each is asked for itself, so that only its caller hears of it.
            model.predict(row, out);
        } finally {
            synchronized (lock) {
                under--;
            }
        }
    }

    private void answer(RowBatch batch, int place, boolean alone, double[] out) throws BatchFailedException {
        if (place == 0) {
            long begin = alone ? 0 : System.nanoTime();
            if (!alone) {
                batch.awaitFull(batching.delay());
            }
            synchronized (lock) {
                open = open == batch ? null : open;
            }
            meter.batched(batch.count(), alone ? 0 : System.nanoTime() - begin);
            batch.run();
        }
        batch.answer(place, out);
    }

    @Override
    public void close() {
        model.close();
    }

    /** A batch that the model did not answer. */
    static final class BatchFailedException extends Exception {

        private static final long serialVersionUID = 1;

        BatchFailedException(Throwable cause) {
            super("the batch failed", cause, false, false);
        }
    }
}
