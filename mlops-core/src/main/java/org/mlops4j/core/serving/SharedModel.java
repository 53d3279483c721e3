// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.concurrent.atomic.AtomicInteger;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;

/**
 * A loaded model that serves on one or more routes, and is closed when the last of them is done with it. So a version
 * that waits in the shadow, or was champion before, comes into service without being loaded again.
 */
final class SharedModel {

    private final LoadedModel loaded;
    private final AtomicInteger users = new AtomicInteger(1);

    /** A model with one user. */
    SharedModel(LoadedModel loaded) {
        this.loaded = loaded;
    }

    LoadedModel loaded() {
        return loaded;
    }

    /** {@return the model for one of its users, who closes it in place of {@link #release}} */
    LoadedModel lent() {
        Predictor model = loaded.predictor();
        return new LoadedModel(loaded.version(), loaded.inputs(), new Predictor() {
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
                model.predict(row, out);
            }

            @Override
            public void predictAll(double[] rows, int count, double[] out) {
                model.predictAll(rows, count, out);
            }

            @Override
            public void close() {
                release();
            }
        });
    }

    /** {@return this with one more user; only for who knows that another one is not done with it meanwhile} */
    SharedModel retain() {
        users.incrementAndGet();
        return this;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            loaded.close();
        }
    }
}
