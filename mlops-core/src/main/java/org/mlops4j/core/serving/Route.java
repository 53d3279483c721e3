// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.RouteStatus;

/** A way that requests take to a model, and what came of it. Thread-safe. */
final class Route {

    /** One call in 16 is timed, since reading the clock twice costs as much as the rest of the management. */
    private static final int TIMED = 15;

    private final String name;
    private final String reference;
    private final Protection protection;
    private final int failures;
    private final long restMillis;
    private final ModelSlot slot = new ModelSlot(null);
    private final Latencies latencies = new Latencies();
    private final LongAdder errors = new LongAdder();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile long restsUntil;
    private volatile boolean resting;

    Route(String name, String reference, Protection protection) {
        this.name = name;
        this.reference = reference;
        this.protection = protection;
        this.failures = protection.breaker().failures();
        this.restMillis = protection.breaker().rest().toMillis();
    }

    String name() {
        return name;
    }

    String reference() {
        return reference;
    }

    /** {@return what stands before the models on this route} */
    Protection protection() {
        return protection;
    }

    ModelSlot slot() {
        return slot;
    }

    /** {@return the version that is on it now, if there is one} */
    Optional<ModelVersion> version() {
        return Optional.ofNullable(slot.current()).map(ServedModel::version);
    }

    /** Puts another model or nothing in place, which starts without failures. */
    void put(@Nullable ServedModel next) {
        slot.put(next);
        succeeded();
    }

    boolean is(String otherName, String otherReference, Protection otherProtection) {
        return name.equals(otherName) && reference.equals(otherReference) && protection.equals(otherProtection);
    }

    /** {@return whether the next call of a thread is one of those that are timed; all are if somebody measures} */
    boolean times(int stripe) {
        ServedModel model = slot.current();
        return model == null || model.isMeasured() || (model.calls().entered(stripe) & TIMED) == 0;
    }

    /** Records how long a request took that was sent this way. */
    void record(int stripe, long latencyNanos) {
        latencies.record(stripe, latencyNanos);
    }

    /** Ends a row of failures. Costs a read unless there is one. */
    void succeeded() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
            resting = false;
        }
    }

    /** Counts a request that did not fit the model. */
    void refused() {
        errors.increment();
    }

    /**
     * Counts a failure of the model.
     *
     * @param now in milliseconds of the clock that {@link #rests} is asked with
     */
    void failed(long now) {
        errors.increment();
        if (failuresInARow.incrementAndGet() >= failures) {
            restsUntil = now + restMillis;
            resting = true;
        }
    }

    /** {@return whether the model failed too often in a row; it may be time to try it again} */
    boolean isResting() {
        return resting;
    }

    /** {@return whether it is better not to ask the model; false for the one who is to try it again} */
    boolean rests(long now) {
        if (!resting) {
            return false;
        }
        if (isBeforeEnd(now)) {
            return true;
        }
        // One tries, the others go on resting until it is known.
        synchronized (this) {
            boolean another = isBeforeEnd(now);
            restsUntil = another ? restsUntil : now + restMillis;
            return another;
        }
    }

    /** A clock that was put back makes no model rest for longer than it should. */
    private boolean isBeforeEnd(long now) {
        long left = restsUntil - now;
        return left > 0 && left <= restMillis;
    }

    long answered() {
        return slot.answered();
    }

    RouteStatus status() {
        @Nullable ServedModel model = slot.current();
        return new RouteStatus(
                name,
                model == null ? null : model.version(),
                answered(),
                errors.sum(),
                resting,
                latencies.percentile(50),
                latencies.percentile(99));
    }

    long errors() {
        return errors.sum();
    }
}
