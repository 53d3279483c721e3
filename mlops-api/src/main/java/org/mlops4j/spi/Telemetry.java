// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.AccessDeniedException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelVersion;

/**
 * Where the library's own measurements go: a metrics registry, a tracer. Given to
 * {@link org.mlops4j.Mlops.Builder#telemetry}; without one nothing is measured for it. Every method does nothing by
 * itself, so an implementation takes what it is interested in.
 *
 * <p><b>Meters.</b> What happens often is told to a meter, which is asked for once, when a version begins to serve or a
 * reader is opened, and then called for each event. Where {@link PredictionMeter#none()} or {@link Timing#none()} is
 * given, the clock is not even read.
 *
 * <p><b>Threads.</b> All methods are called by the thread in which the thing happened, from several threads at once.
 * That thread waits, so they neither block nor, as far as meters go, allocate.
 *
 * <p><b>Failures.</b> What is thrown reaches no caller: it is counted, logged once a minute, and the measurement is
 * lost.
 */
public interface Telemetry {

    /** The route of predictions that came to none: the request did not fit, or the deployment is stopped. */
    String NO_ROUTE = "none";

    /** {@return a telemetry that takes nothing} */
    static Telemetry none() {
        return Unheard.TELEMETRY;
    }

    /**
     * {@return what is told of each prediction of a version on a route} Asked for when the version begins to serve; a
     * version that comes back is asked for again. Of a request that a fallback answers, both are told: the failure on
     * one route and the answer on the other.
     *
     * @param route such as {@code champion}, {@code canary}, {@code shadow}, {@code fallback} or {@link #NO_ROUTE}
     * @param version what answers; {@code null} where a constant does, or nothing
     */
    default PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
        return PredictionMeter.none();
    }

    /**
     * {@return what is told of the cache and the batches that stand before a version on a route} Asked for when the
     * version begins to serve behind a {@link org.mlops4j.serving.Protection} that has one of them.
     */
    default ProtectionMeter protection(String deployment, String route, ModelVersion version) {
        return ProtectionMeter.none();
    }

    /** {@return what is told of each vector that is read on line for a feature service} */
    default Timing featureReads(String service) {
        return Timing.none();
    }

    /** {@return what is told of each event or batch of events that is pushed to a feature view} */
    default Timing featurePushes(String view) {
        return Timing.none();
    }

    /** {@return what is told of each durable transaction on the store of documents} */
    default Timing transactions() {
        return Timing.none();
    }

    /** Takes that a version was loaded, or could not be. */
    default void modelLoaded(ModelLoad load) {}

    /** Takes that predictions, also of the shadow, or labels of a deployment are not in the log and never will be. */
    default void unlogged(String deployment, long rows) {}

    /**
     * Takes that a deployment was opened, and what may wait in one of its queues.
     *
     * @param queue {@code predictions}, {@code failures} or {@code labels} on their way to the log, or {@code shadow}:
     *     requests that the shadow is yet to predict
     * @param waiting how many wait now; may be asked in any thread and at any time, and costs next to nothing
     * @return what is run when the deployment is closed; then {@code waiting} has no more to tell
     */
    default Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
        return () -> {};
    }

    /** Takes that a try of a pipeline's stage is over. In the thread that carries the run on. */
    default void stepEnded(StepAttempt attempt) {}

    /** Takes what a monitor measured, after it is stored. Windows come in their order. */
    default void signal(String monitor, Signal signal) {}

    /** Takes an alert that began or was resolved, after it is stored. */
    default void alert(Alert alert) {}

    /** How something ended. */
    enum Outcome {
        /** As it should. */
        SUCCEEDED,
        /** It was not done because it may not be or did not fit; what is to be mended is with the caller. */
        REFUSED,
        /** Something broke. */
        FAILED;

        /** {@return how work ended that threw} */
        public static Outcome of(Throwable thrown) {
            return thrown instanceof InvalidException
                            || thrown instanceof RejectedException
                            || thrown instanceof AccessDeniedException
                            || thrown instanceof IllegalArgumentException
                    ? REFUSED
                    : FAILED;
        }
    }

    /** Takes predictions of one version on one route. */
    @FunctionalInterface
    interface PredictionMeter {

        /** {@return a meter that takes nothing} */
        static PredictionMeter none() {
            return Unheard.PREDICTIONS;
        }

        /**
         * Takes that a prediction is over. Allocates nothing.
         *
         * @param requestId under which it is logged; {@code null} where only a vector was scored
         * @param nanos how long features and model took together; 0 if neither was asked
         */
        void predicted(@Nullable String requestId, Outcome outcome, long nanos);
    }

    /** Takes what becomes of calls before they come to the model of one version on one route. Allocates nothing. */
    interface ProtectionMeter {

        /** {@return a meter that takes nothing} */
        static ProtectionMeter none() {
            return Unheard.PROTECTION;
        }

        /**
         * Takes that the cache was asked.
         *
         * @param known whether it knew the answer, so that the model was not asked
         */
        void lookedUp(boolean known);

        /**
         * Takes that a batch goes to the model.
         *
         * @param rows how many calls are in it
         * @param waitedNanos how long the first of them waited for the others
         */
        void batched(int rows, long waitedNanos);
    }

    /** Takes how long things of one kind took. */
    @FunctionalInterface
    interface Timing {

        /** {@return a timing that takes nothing} */
        static Timing none() {
            return Unheard.TIMING;
        }

        /**
         * Takes that something is over. Allocates nothing.
         *
         * @param rows how many it was about
         * @param nanos how long it took
         */
        void took(Outcome outcome, long rows, long nanos);

        /** {@return what the work gives, after its time was told} What it throws is thrown on. */
        default <T> T measure(long rows, Supplier<T> work) {
            if (this == none()) {
                return work.get();
            }
            long begin = System.nanoTime();
            Outcome outcome = Outcome.FAILED;
            try {
                T result = work.get();
                outcome = Outcome.SUCCEEDED;
                return result;
            } catch (RuntimeException e) {
                outcome = Outcome.of(e);
                throw e;
            } finally {
                took(outcome, rows, System.nanoTime() - begin);
            }
        }
    }

    /**
     * That a version was loaded, verified and warmed up, or could not be.
     *
     * @param deployment what it is for, or the use that was named
     * @param route on which it is to answer; the use again outside a deployment
     * @param version which
     * @param outcome whether it is ready
     * @param duration how long it took
     */
    record ModelLoad(String deployment, String route, ModelVersion version, Outcome outcome, Duration duration) {}

    /**
     * That a try of a stage of a pipeline is over: a step, or a gate, whose outcome is {@link Outcome#REFUSED} if it
     * did not let the run pass.
     *
     * @param pipeline the name of the pipeline
     * @param run the id of the run
     * @param stage the name of the stage
     * @param number of the try, 1 for the first
     * @param outcome how it ended
     * @param started when, by the clock of the handle
     * @param duration how long it took, by that clock
     */
    record StepAttempt(
            String pipeline,
            String run,
            String stage,
            int number,
            Outcome outcome,
            Instant started,
            Duration duration) {}
}
