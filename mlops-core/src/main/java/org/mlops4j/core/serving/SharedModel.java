// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.concurrent.atomic.AtomicInteger;
import org.mlops4j.serving.LoadedModel;

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
