// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import java.util.concurrent.Semaphore;
import org.mlops4j.error.OverloadedException;
import org.mlops4j.serving.Predictor;

/** Lets so many calls into a model at once and refuses others. Allocates nothing. Thread-safe. */
final class LimitedPredictor implements Predictor {

    private final String name;
    private final Predictor model;
    private final int concurrency;
    private final Semaphore room;

    LimitedPredictor(String name, Predictor model, int concurrency) {
        this.name = name;
        this.model = model;
        this.concurrency = concurrency;
        this.room = new Semaphore(concurrency);
    }

    static OverloadedException overloaded(String name, int concurrency) {
        return new OverloadedException(concurrency + " calls of " + name
                + " are under way, which is as many as its protection allows; try again, or allow more");
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
        if (!room.tryAcquire()) {
            throw overloaded(name, concurrency);
        }
        try {
            model.predict(row, out);
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
