// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.Acknowledgement;
import org.mlops4j.monitoring.alert.AlertMatcher;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Alerts;
import org.mlops4j.monitoring.alert.Silence;
import org.mlops4j.spi.AlertSink;

class SilenceTest {

    private static final AlertRule ERRORS =
            AlertRule.when("errors").above(0.5).tag("team", "payments").repeatEvery(Duration.ofMinutes(2));
    private static final AlertMatcher PAYMENTS = AlertMatcher.all().tag("team", "payments");

    @TempDir
    private Path directory;

    private final Clock clock = new Clock();
    private final List<Alert> told = new ArrayList<>();
    private Mlops mlops;
    private Alerts alerts;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).clock(clock).open();
        alerts = Alerts.of(mlops.as(Actor.of("ana")));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void whatGoesOnIsToldWhenTheSilenceIsOver() {
        Monitor monitor = monitor(told::add);
        alerts.silence(PAYMENTS, Duration.ofMinutes(10), "planned work");
        for (int minute = 1; minute <= 9; minute++) {
            monitor.record(errors(minute, 1));
        }
        assertThat(told).isEmpty();
        assertThat(alerts.active()).isEqualTo(monitor.alerts()).hasSize(1);

        clock.forward(Duration.ofMinutes(10));
        monitor.catchUp();
        assertThat(told).isEqualTo(alerts.active());
        assertThat(monitor.undelivered()).isEmpty();
    }

    @Test
    void whatBeganAndWasResolvedInSilenceIsNeverTold() {
        Monitor monitor = monitor(told::add);
        Silence silence = alerts.silence(PAYMENTS, Duration.ofMinutes(10), "planned work");
        monitor.record(errors(1, 1));
        monitor.record(errors(2, 0));
        alerts.endSilence(silence.id(), "done early");
        monitor.catchUp();

        assertThat(told).isEmpty();
        assertThat(monitor.undelivered()).isEmpty();
        assertThat(monitor.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.active()).isFalse());
        assertThat(alerts.active()).isEmpty();
    }

    @Test
    void theEndOfWhatWasToldIsToldWhenTheSilenceIsOver() {
        Monitor monitor = monitor(told::add);
        monitor.record(errors(1, 1));
        Silence silence = alerts.silence(PAYMENTS, Duration.ofMinutes(10), "planned work");
        monitor.record(errors(2, 0));
        assertThat(told).hasSize(1);

        alerts.endSilence(silence.id(), "done early");
        monitor.catchUp();
        assertThat(told).extracting(Alert::active).containsExactly(true, false);
        assertThat(alerts.silences()).isEmpty();
    }

    @Test
    void whatASilenceDoesNotMatchIsTold() {
        Monitor monitor = monitor(told::add);
        alerts.silence(AlertMatcher.all().signal("drift.*"), Duration.ofMinutes(10), "planned work");
        Instant later = clock.instant().plus(Duration.ofHours(1));
        alerts.silence(PAYMENTS, later, later.plus(Duration.ofHours(1)), "work planned for later");
        monitor.record(errors(1, 1));

        assertThat(told).hasSize(1);
        assertThat(alerts.silences())
                .extracting(Silence::reason)
                .containsExactly("planned work", "work planned for later");
    }

    @Test
    void oneMaySayManyAtOnce() {
        for (int week = 0; week < 5; week++) {
            Instant from = clock.instant().plus(Duration.ofDays(7L * week));
            alerts.silence(PAYMENTS, from, from.plus(Duration.ofHours(2)), "weekly work");
        }

        assertThat(alerts.silences()).hasSize(5);
    }

    @Test
    void isToldAgainUntilSomebodyAcknowledges() {
        Monitor monitor = monitor(told::add);
        for (int minute = 1; minute <= 5; minute++) {
            monitor.record(errors(minute, 1));
        }
        assertThat(told).hasSize(3).allSatisfy(alert -> assertThat(alert).isEqualTo(told.get(0)));

        Acknowledgement mine = alerts.acknowledge(told.get(0).id(), "the feed of Monday was late");
        for (int minute = 6; minute <= 9; minute++) {
            monitor.record(errors(minute, 1));
        }
        monitor.record(errors(10, 0));
        assertThat(told).extracting(Alert::active).containsExactly(true, true, true, false);
        assertThat(alerts.findAcknowledgement(mine.alert())).contains(mine);
        assertThat(mine.by()).isEqualTo(Actor.of("ana"));
    }

    @Test
    void aSinkThatWasDownHearsOfNoReminderThatIsOld() {
        boolean[] down = {true};
        Monitor monitor = monitor(alert -> {
            if (down[0]) {
                throw new IllegalStateException("down");
            }
            told.add(alert);
        });
        for (int minute = 1; minute <= 9; minute++) {
            monitor.record(errors(minute, 1));
        }
        down[0] = false;
        clock.forward(Duration.ofMinutes(1));
        monitor.catchUp();

        assertThat(told).hasSize(1);
        assertThat(monitor.undelivered()).isEmpty();
    }

    @Test
    void silencesAndAcknowledgementsAreAuditedAndOutliveTheProcess() {
        Monitor monitor = monitor(told::add);
        monitor.record(errors(1, 1));
        String id = told.get(0).id();
        alerts.acknowledge(id, "mine");
        Silence silence = alerts.silence(PAYMENTS, Duration.ofHours(1), "planned work");
        alerts.endSilence(
                alerts.silence(AlertMatcher.all(), Duration.ofHours(1), "oops").id(), "too wide");
        mlops.close();
        open();

        assertThat(alerts.silences()).containsExactly(silence);
        assertThat(alerts.findAcknowledgement(id)).isPresent();
        assertThat(alerts.find(id)).contains(told.get(0));
        assertThat(mlops.audit().about(id)).extracting(AuditEntry::action).containsExactly("alert.acknowledge");
        assertThat(mlops.audit().about(silence.id()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isEqualTo(Actor.of("ana")));
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void refusesWhatMakesNoSense() {
        Instant now = clock.instant();

        assertThatThrownBy(() -> alerts.acknowledge("m/r/t", "")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> alerts.endSilence("s", "")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> alerts.silence(PAYMENTS, now.minusSeconds(60), now, "late"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> alerts.silence(PAYMENTS, Duration.ofHours(1), " "))
                .isInstanceOf(InvalidException.class);
        Silence silence = alerts.silence(PAYMENTS, Duration.ofHours(1), "planned work");
        clock.forward(Duration.ofHours(1));
        assertThatThrownBy(() -> alerts.endSilence(silence.id(), "late")).isInstanceOf(NotFoundException.class);
    }

    private Monitor monitor(AlertSink sink) {
        return Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                .reference(Traffic.training())
                .alert(ERRORS, sink)
                .open();
    }

    private static Signal errors(int minute, double value) {
        Instant to = Traffic.START.plus(Duration.ofMinutes(minute));
        return new Signal("errors", to.minusSeconds(60), to, value, 100, Document.nothing());
    }
}
