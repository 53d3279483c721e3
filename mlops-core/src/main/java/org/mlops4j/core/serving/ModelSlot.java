// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import org.jspecify.annotations.Nullable;

/**
 * The place of the model that serves: another one takes it between two calls, and the one before is closed when the
 * last call has left it.
 *
 * <p>A caller is counted before it looks again whether the model still has the place; the one who swaps writes the
 * place before it looks at the count. So either the caller sees the change and turns back, or the swap waits for it.
 * Thread-safe.
 */
final class ModelSlot {

    private volatile @Nullable ServedModel model;
    private long answeredBefore;

    ModelSlot(@Nullable ServedModel first) {
        this.model = first;
    }

    /** {@return what is in place, only to be looked at} */
    @Nullable ServedModel current() {
        return model;
    }

    /** {@return the model, not closed before the caller leaves it; {@code null} if the place is empty} */
    @Nullable ServedModel enter(int stripe) {
        while (true) {
            ServedModel seen = model;
            if (seen == null) {
                return null;
            }
            seen.calls().enter(stripe);
            if (seen == model) {
                return seen;
            }
            seen.calls().cancel(stripe);
        }
    }

    /** Puts a model or nothing in place, waits for the calls inside the one before and closes it. */
    synchronized void put(@Nullable ServedModel next) {
        ServedModel old = model;
        model = next;
        if (old != null) {
            answeredBefore += old.retire();
        }
    }

    /** {@return how many calls were answered in this place} */
    synchronized long answered() {
        ServedModel now = model;
        return answeredBefore + (now == null ? 0 : now.calls().answered());
    }
}
