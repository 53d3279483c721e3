// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.spi.AlertSink;

class DeliveryTest {

    private static final AlertRule ERRORS = AlertRule.when("errors").above(0.5);
    private static final AlertRule LATENCY = AlertRule.when("latency").above(0.5);

    @TempDir
    private Path directory;

    private final Clock clock = new Clock();
    private final List<Alert> told = Collections.synchronizedList(new ArrayList<>());
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).clock(clock).open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aResolutionDoesNotOvertakeABeginningThatTheSinkHasNotTaken() {
        Moody sink = new Moody();
        Monitor monitor = monitor().alert(ERRORS, sink).open();
        sink.fails = true;
        monitor.record(signal("errors", 1, 1));
        sink.fails = false;
        monitor.record(signal("errors", 2, 0));

        assertThat(sink.taken).isEmpty();
        assertThat(monitor.undelivered()).extracting(Alert::active).containsExactly(true, false);

        clock.forward(Duration.ofMinutes(1));
        monitor.catchUp();
        assertThat(sink.taken).extracting(Alert::active).containsExactly(true, false);
        assertThat(monitor.undelivered()).isEmpty();
    }

    @Test
    void aSinkIsTriedAgainAfterAMinuteThenTwoAndAnHourAtMost() {
        Moody sink = new Moody();
        sink.fails = true;
        Monitor monitor = monitor().alert(ERRORS, sink).open();
        monitor.record(signal("errors", 1, 1));
        Instant begin = clock.instant();
        List<Long> minutes = new ArrayList<>(List.of(0L));
        while (sink.tries < 10) {
            int before = sink.tries;
            clock.forward(Duration.ofSeconds(30));
            monitor.catchUp();
            if (sink.tries > before) {
                minutes.add(Duration.between(begin, clock.instant()).toMinutes());
            }
        }

        assertThat(minutes).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
    }

    @Test
    void anAlertThatTheSinkNeverTakesLetsOthersPass() {
        List<Alert> taken = new ArrayList<>();
        AlertSink picky = alert -> {
            if (alert.rule().equals(ERRORS.name())) {
                throw new IllegalStateException("cannot show this one");
            }
            taken.add(alert);
        };
        Monitor monitor = monitor().alert(ERRORS, picky).alert(LATENCY, picky).open();
        monitor.record(signal("errors", 1, 1));
        monitor.record(signal("latency", 2, 1));
        monitor.record(signal("latency", 3, 0));

        assertThat(taken).extracting(Alert::active).containsExactly(true, false);
        assertThat(monitor.undelivered()).extracting(Alert::rule).containsExactly(ERRORS.name());
    }

    @Test
    void ofAlertsOfOneWindowOneThatTheSinkNeverTakesLetsOthersPassInTheEnd() {
        List<String> taken = new ArrayList<>();
        AlertSink picky = alert -> {
            if (alert.signal().name().equals("drift.x")) {
                throw new IllegalStateException("cannot show this one");
            }
            taken.add(alert.signal().name());
        };
        new Traffic(1).day(0, 400, 1, 0).log(mlops);
        clock.day(1);
        Monitor monitor = monitor()
                .alert(AlertRule.when("drift.x").verdict("DRIFT"), picky)
                .alert(AlertRule.when("volume").above(0), picky)
                .open();
        for (int turn = 0; turn < 7; turn++) {
            monitor.catchUp();
            clock.forward(Duration.ofHours(1));
        }

        assertThat(taken).containsExactly("volume");
        assertThat(monitor.undelivered()).extracting(Alert::rule).containsExactly("drift.x judged DRIFT");
    }

    @Test
    void aSinkThatIsDownCostsOneAttemptATurn() {
        Moody sink = new Moody();
        Monitor monitor = monitor().alert(ERRORS, told::add).open();
        for (int minute = 1; minute <= 20; minute++) {
            monitor.record(signal("errors", minute, minute % 2));
        }
        assertThat(told).hasSize(20);
        Monitor other = monitor().named("other").alert(ERRORS, sink).open();
        sink.fails = true;
        other.record(signal("errors", 1, 1));
        other.record(signal("errors", 2, 0));
        other.record(signal("errors", 3, 1));
        clock.forward(Duration.ofHours(1));
        int before = sink.tries;
        other.catchUp();

        assertThat(sink.tries).isEqualTo(before + 1);
    }

    @Test
    void aSinkWhoseClassesAreMissingFailsAsAnyOther() {
        AlertSink incomplete = alert -> {
            throw new NoClassDefFoundError("org/pager/Client");
        };
        Monitor monitor = monitor().alert(ERRORS, incomplete, told::add).open();

        assertThat(monitor.record(signal("errors", 1, 1))).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void anAlertThatWasBeingToldWhenTheProcessDiedIsToldAgainWithTheSameId() {
        AlertSink deadly = alert -> {
            told.add(alert);
            throw new VirtualMachineDied();
        };
        Monitor monitor = monitor().alert(ERRORS, deadly).open();
        assertThatThrownBy(() -> monitor.record(signal("errors", 1, 1))).isInstanceOf(VirtualMachineDied.class);
        mlops.close();

        open();
        List<Alert> again = new ArrayList<>();
        Monitor restarted = monitor().alert(ERRORS, again::add).open();
        restarted.record(signal("errors", 2, 0));
        assertThat(again).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        restarted.catchUp();

        assertThat(again).extracting(Alert::active).containsExactly(true, false);
        assertThat(again).extracting(Alert::id).containsOnly(told.get(0).id());
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void whatOneWindowBeganIsToldAtOnce() {
        List<List<Alert>> notices = new ArrayList<>();
        AlertSink mail = new AlertSink() {
            @Override
            public void send(Alert alert) {
                throw new AssertionError("asked for one alone");
            }

            @Override
            public void sendAll(List<Alert> alerts) {
                notices.add(List.copyOf(alerts));
            }
        };
        new Traffic(1).day(0, 400, 1, 0).log(mlops);
        clock.day(1);
        Monitor monitor = monitor()
                .alert(AlertRule.when("drift.columns").above(0), mail)
                .alert(AlertRule.when("drift.x").verdict("DRIFT"), mail)
                .alert(AlertRule.when("volume").above(0), told::add, mail)
                .open();
        monitor.catchUp();

        assertThat(notices)
                .singleElement()
                .satisfies(notice -> assertThat(notice)
                        .extracting(Alert::rule)
                        .containsExactly("drift.columns above 0.0", "drift.x judged DRIFT", "volume above 0.0"));
        assertThat(told).hasSize(1);
    }

    @Test
    void whatOneProcessIsTellingAnotherDoesNotTell() {
        Monitor other = monitor().alert(ERRORS, told::add).open();
        AlertSink slow = alert -> {
            other.record(signal("errors", 2, 0));
            assertThat(told).isEmpty();
        };
        Monitor monitor = monitor().alert(ERRORS, slow).open();
        monitor.record(signal("errors", 1, 1));
        assertThat(told).isEmpty();

        other.catchUp();
        assertThat(told).extracting(Alert::active).containsExactly(false);
    }

    @Test
    void aSinkMayAskTheMonitor() {
        List<Integer> alerts = new ArrayList<>();
        Monitor[] monitor = new Monitor[1];
        monitor[0] = monitor()
                .alert(ERRORS, alert -> {
                    monitor[0].catchUp();
                    alerts.add(monitor[0].alerts().size());
                })
                .open();
        monitor[0].record(signal("errors", 1, 1));

        assertThat(alerts).containsExactly(1);
    }

    @Test
    void onceItRunsByItselfNobodyWaitsForASlowSink() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(2);
        AlertSink slow = alert -> {
            entered.countDown();
            try {
                assertThat(release.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        Monitor monitor =
                monitor().alert(ERRORS, slow, alert -> both.countDown()).open();
        monitor.start(Duration.ofHours(1));
        monitor.record(signal("errors", 1, 1));
        assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(monitor.record(signal("errors", 2, 0))).hasSize(1);
        assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
        release.countDown();
        monitor.close();
        monitor.catchUp();
        assertThat(monitor.undelivered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverFailsEverySinkHearsOfEveryAlertInItsOrder(long seed) {
        Random random = new Random(seed);
        List<Moody> sinks = List.of(new Moody(), new Moody(), new Moody());
        MonitorBuilder rules = monitor()
                .alert(ERRORS, sinks.get(0), sinks.get(1))
                .alert(LATENCY, sinks.get(1), sinks.get(2), sinks.get(0));
        Monitor monitor = rules.open();
        for (int minute = 1; minute <= 20; minute++) {
            sinks.forEach(sink -> sink.fails = random.nextInt(3) > 0);
            monitor.record(signal("errors", minute, random.nextInt(2)));
            monitor.record(signal("latency", minute, random.nextInt(2)));
            clock.forward(Duration.ofSeconds(random.nextInt(200)));
            if (random.nextInt(5) == 0) {
                // What another object knows, it knows from the store.
                monitor = rules.open();
            }
        }
        sinks.forEach(sink -> sink.fails = false);
        for (int turn = 0; turn < 3; turn++) {
            clock.forward(Duration.ofHours(1));
            monitor.catchUp();
        }

        assertThat(monitor.undelivered()).as("seed %d", seed).isEmpty();
        for (Alert alert : monitor.alerts()) {
            Boolean[] expected = alert.active() ? new Boolean[] {true} : new Boolean[] {true, false};
            for (Moody sink : alert.rule().equals(ERRORS.name()) ? sinks.subList(0, 2) : sinks) {
                assertThat(sink.taken.stream().filter(each -> each.id().equals(alert.id())))
                        .as("seed %d, %s", seed, alert.id())
                        .extracting(Alert::active)
                        .containsExactly(expected);
            }
        }
    }

    private MonitorBuilder monitor() {
        return Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES).reference(Traffic.training());
    }

    private static Signal signal(String name, int minute, double value) {
        Instant to = Traffic.START.plus(Duration.ofMinutes(minute));
        return new Signal(name, to.minusSeconds(60), to, value, 100, Document.nothing());
    }

    /** Takes alerts, unless it is told to fail. */
    private static final class Moody implements AlertSink {

        private final List<Alert> taken = new ArrayList<>();
        private boolean fails;
        private int tries;

        @Override
        public void send(Alert alert) {
            tries++;
            if (fails) {
                throw new IllegalStateException("not now");
            }
            taken.add(alert);
        }
    }

    /** What no library may catch. */
    private static final class VirtualMachineDied extends Error {
        private static final long serialVersionUID = 1L;
    }
}
