// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.spi.Telemetry.Outcome;
import org.mlops4j.spi.Telemetry.PredictionMeter;
import org.mlops4j.spi.Telemetry.ProtectionMeter;
import org.mlops4j.spi.Telemetry.Timing;

class GuardedTelemetryTest {

    private static final Signal SIGNAL =
            new Signal("volume", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1, 1, Document.nothing());
    private static final Alert ALERT =
            new Alert("1", "m", "r", Alert.Severity.INFO, SIGNAL, "so it is", Instant.EPOCH, null);
    private static final ModelVersion VERSION = new ModelVersion(
            "m",
            1,
            new ModelManifest("test", List.of(), null, null, Document.object()),
            null,
            Actor.of("ana"),
            Instant.EPOCH);
    private static final Telemetry.StepAttempt STEP =
            new Telemetry.StepAttempt("p", "p-1", "train", 1, Outcome.SUCCEEDED, Instant.EPOCH, Duration.ofSeconds(1));

    private static void tellAll(Telemetry telemetry) {
        telemetry.predictions("d", "champion", null).predicted("r", Outcome.SUCCEEDED, 1);
        telemetry.protection("d", "champion", VERSION).lookedUp(true);
        telemetry.protection("d", "champion", VERSION).batched(2, 1);
        telemetry.featureReads("s").took(Outcome.SUCCEEDED, 1, 1);
        telemetry.featurePushes("v").took(Outcome.SUCCEEDED, 1, 1);
        telemetry.transactions().took(Outcome.SUCCEEDED, 1, 1);
        telemetry.unlogged("d", 3);
        telemetry.queueOpened("d", "shadow", () -> 7).run();
        telemetry.stepEnded(STEP);
        telemetry.signal("m", SIGNAL);
        telemetry.alert(ALERT);
    }

    @Test
    void withoutTelemetryEveryMeterTakesNothing() {
        Telemetry telemetry = GuardedTelemetry.of(List.of());
        assertThat(telemetry).isSameAs(Telemetry.none());
        assertThat(telemetry.predictions("d", "champion", null)).isSameAs(PredictionMeter.none());
        assertThat(telemetry.featureReads("s")).isSameAs(Timing.none());
        tellAll(telemetry);
    }

    @Test
    void aMeterThatTakesNothingStaysOneBehindTheGuard() {
        Telemetry deaf = new Telemetry() {};
        for (Telemetry telemetry :
                List.of(GuardedTelemetry.of(List.of(deaf)), GuardedTelemetry.of(List.of(deaf, deaf)))) {
            assertThat(telemetry.predictions("d", "champion", null)).isSameAs(PredictionMeter.none());
            assertThat(telemetry.protection("d", "champion", VERSION)).isSameAs(ProtectionMeter.none());
            assertThat(telemetry.featureReads("s")).isSameAs(Timing.none());
            assertThat(telemetry.featurePushes("v")).isSameAs(Timing.none());
            assertThat(telemetry.transactions()).isSameAs(Timing.none());
        }
    }

    @Test
    void allAreToldAlthoughOneOfThemThrowsWhateverItIsTold() {
        RecordingTelemetry first = new RecordingTelemetry();
        RecordingTelemetry last = new RecordingTelemetry();
        assertThatNoException()
                .isThrownBy(() -> tellAll(GuardedTelemetry.of(List.of(first, new Broken(), new Absent(), last))));
        assertThat(first.told(""))
                .isEqualTo(last.told(""))
                .containsExactly(
                        "prediction d champion - SUCCEEDED r",
                        "cache d champion m/1 true",
                        "batch d champion m/1 2",
                        "read s SUCCEEDED 1",
                        "push v SUCCEEDED 1",
                        "transaction SUCCEEDED 1",
                        "unlogged d 3",
                        "queue d shadow ended",
                        "step p p-1 train 1 SUCCEEDED PT1S",
                        "signal m volume",
                        "alert 1");
    }

    @Test
    void workThatThrowsIsToldAndThrownOn() {
        RecordingTelemetry telemetry = new RecordingTelemetry();
        Timing timing = telemetry.transactions();
        assertThat(timing.<Integer>measure(5, () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> timing.measure(1, () -> {
                    throw new InvalidException("not so");
                }))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> timing.measure(1, () -> {
                    throw new StorageException("the disk is full");
                }))
                .isInstanceOf(StorageException.class);
        assertThat(telemetry.told(""))
                .containsExactly("transaction SUCCEEDED 5", "transaction REFUSED 1", "transaction FAILED 1");
    }

    @Test
    void oneComplaintAMinuteIsDue() {
        OncePerMinute complaints = new OncePerMinute();
        long minute = Duration.ofMinutes(1).toNanos();
        // Close to the overflow of the counter of nanoseconds, which may begin anywhere.
        long begin = Long.MAX_VALUE - 5;
        assertThat(complaints.isDue(begin)).isTrue();
        assertThat(complaints.isDue(begin + minute)).isFalse();
        assertThat(complaints.isDue(begin + minute + 1)).isTrue();
        assertThat(complaints.isDue(begin + minute + 2)).isFalse();
    }

    /** Throws whatever it is told. */
    private static final class Broken implements Telemetry {

        @Override
        public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
            return (requestId, outcome, nanos) -> {
                throw new IllegalStateException("broken");
            };
        }

        @Override
        public ProtectionMeter protection(String deployment, String route, ModelVersion version) {
            return new ProtectionMeter() {
                @Override
                public void lookedUp(boolean known) {
                    throw new IllegalStateException("broken");
                }

                @Override
                public void batched(int rows, long waitedNanos) {
                    throw new IllegalStateException("broken");
                }
            };
        }

        @Override
        public Timing featureReads(String service) {
            return (outcome, rows, nanos) -> {
                throw new NoClassDefFoundError("broken");
            };
        }

        @Override
        public Timing featurePushes(String view) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Timing transactions() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void unlogged(String deployment, long rows) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
            return () -> {
                throw new IllegalStateException("broken");
            };
        }

        @Override
        public void stepEnded(StepAttempt attempt) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void signal(String monitor, Signal signal) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void alert(Alert alert) {
            throw new IllegalStateException("broken");
        }
    }

    /** Gives no meter at all. */
    @SuppressWarnings("NullAway") // as code without null checks may
    private static final class Absent implements Telemetry {

        @Override
        public Runnable queueOpened(String deployment, String queue, LongSupplier waiting) {
            return null;
        }

        @Override
        public PredictionMeter predictions(String deployment, String route, @Nullable ModelVersion version) {
            return null;
        }

        @Override
        public Timing featureReads(String service) {
            return null;
        }
    }
}
