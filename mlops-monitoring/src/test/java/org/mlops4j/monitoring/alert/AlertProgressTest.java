// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

class AlertProgressTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final AlertRule DRIFT = AlertRule.when("drift.*").above(0.1).named("drift");

    @Test
    void aPatternRaisesAnAlertForEachSignal() {
        List<Alert> alerts = AlertProgress.replay(
                "m", List.of(DRIFT), window(signal(1, "drift.y", 0.2), signal(1, "drift.x", 0.3), signal(1, "auc", 1)));

        assertThat(alerts)
                .extracting(Alert::id)
                .containsExactly("m/drift#drift.x/2026-03-02T00:00:00Z", "m/drift#drift.y/2026-03-02T00:00:00Z");
        assertThat(alerts).extracting(Alert::message).contains("drift.x is above 0.1 (now 0.3000)");
    }

    @Test
    void signalsThatAreTakenTogetherRaiseOneAlertThatNamesTheWorst() {
        List<Signal> many = IntStream.range(0, 7)
                .mapToObj(i -> new Signal(
                        "drift.c" + i,
                        START,
                        START.plus(Duration.ofDays(1)),
                        0.2,
                        100,
                        Document.object().with(SignalDetail.SEVERITY, i == 4 ? 3.0 : 1.0)))
                .toList();
        List<Alert> alerts = AlertProgress.replay("m", List.of(DRIFT.together()), many);

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo("m/drift/2026-03-02T00:00:00Z");
            assertThat(alert.signal().name()).isEqualTo("drift.c4");
            assertThat(alert.message())
                    .startsWith("drift.* is above 0.1: drift.c0 (now 0.2000), ")
                    .endsWith(" and 2 more");
        });
    }

    @Test
    void whatIsTakenTogetherGoesOnWhileTheRuleHoldsForAny() {
        List<Alert> alerts = AlertProgress.replay(
                "m",
                List.of(DRIFT.together()),
                window(
                        signal(1, "drift.x", 0.2),
                        signal(2, "drift.x", 0),
                        signal(2, "drift.y", 0.2),
                        signal(3, "drift.y", 0)));

        assertThat(alerts)
                .singleElement()
                .satisfies(alert -> assertThat(alert.resolved()).isEqualTo(START.plus(Duration.ofDays(3))));
    }

    @Test
    void anAlertOfAColumnThatWasDroppedIsResolvedThreeWindowsLater() {
        List<Signal> signals = new ArrayList<>(List.of(signal(1, "drift.x", 0.2), signal(1, "drift.y", 0.2)));
        for (int day = 2; day <= 5; day++) {
            signals.add(signal(day, "drift.y", 0.2));
            // That labels come does not tell whether columns are looked at, nor the other way round.
            signals.add(signal(day, "auc", 0.8));
        }
        for (AlertRule rule : List.of(DRIFT, DRIFT.until(new Condition.Below(0.05)))) {
            List<Alert> alerts = AlertProgress.replay("m", List.of(rule), signals);
            assertThat(alerts)
                    .extracting(alert -> alert.signal().name(), Alert::resolved)
                    .containsExactly(tuple("drift.x", day(4)), tuple("drift.y", null));
        }
    }

    @Test
    void whatIsTakenTogetherEndsWhenTheSignalThatHeldItIsNotMeasuredAnyMore() {
        List<Signal> signals = new ArrayList<>(List.of(signal(1, "drift.x", 0.2)));
        for (int day = 1; day <= 5; day++) {
            signals.add(signal(day, "drift.y", 0));
        }
        assertThat(AlertProgress.replay("m", List.of(DRIFT.together()), signals))
                .extracting(Alert::resolved)
                .containsExactly(day(4));
    }

    @Test
    void aSegmentThatIsMeasuredAgainSoonGoesOnWithItsAlert() {
        AlertRule rule = AlertRule.when("performance.*").below(0.6).named("auc");
        List<Signal> signals = window(
                signal(1, "performance.auc[origin=ORD]", 0.5),
                signal(1, "performance.auc", 0.8),
                signal(2, "performance.auc", 0.8),
                signal(3, "performance.auc", 0.8),
                signal(4, "performance.auc", 0.8),
                signal(4, "performance.auc[origin=ORD]", 0.5));
        assertThat(AlertProgress.replay("m", List.of(rule), signals))
                .singleElement()
                .satisfies(alert -> assertThat(alert.active()).isTrue());
    }

    @Test
    void aSignalThatComesBackCoolsDownAllTheSame() {
        AlertRule rule = DRIFT.coolDown(Duration.ofDays(7));
        List<Signal> signals = new ArrayList<>(List.of(signal(1, "drift.x", 0.2), signal(6, "drift.x", 0.2)));
        for (int day = 2; day <= 9; day++) {
            signals.add(signal(day, "drift.y", 0));
        }
        signals.add(signal(8, "drift.x", 0.2));
        assertThat(AlertProgress.replay("m", List.of(rule), signals))
                .extracting(Alert::began)
                .containsExactly(day(1), day(8));
    }

    @Test
    void nothingIsKeptOfSignalsThatAreNotMeasuredAnyMore() {
        AlertProgress progress = AlertProgress.START;
        for (int day = 1; day <= 50; day++) {
            progress = progress.next(
                            "m",
                            List.of(DRIFT),
                            day(day),
                            List.of(signal(day, "drift.x", 0), signal(day, "drift.day" + day, day % 2)))
                    .progress();
        }
        assertThat(progress.toDocument().get("drift").get("states").fields()).hasSize(4);
    }

    @Test
    void ofRulesThatTellAboutOneThingOneBegins() {
        AlertRule bad =
                AlertRule.when("auc").below(0.6).named("bad").key("quality").critical();
        AlertRule poor = AlertRule.when("auc").below(0.7).named("poor").key("quality");
        List<Signal> signals =
                window(signal(1, "auc", 0.65), signal(2, "auc", 0.5), signal(3, "auc", 0.8), signal(4, "auc", 0.5));

        assertThat(AlertProgress.replay("m", List.of(bad, poor), signals))
                .extracting(Alert::rule)
                .containsExactly("poor", "bad");
        assertThat(AlertProgress.replay("m", List.of(bad.key("other"), poor), signals))
                .extracting(Alert::rule)
                .containsExactly("poor", "bad", "bad", "poor");
    }

    @Test
    void whatARuleSaysOfItsHandlingIsInItsAlerts() {
        AlertRule rule = DRIFT.owner("payments")
                .runbook(URI.create("https://wiki.example/drift"))
                .tag("tier", "1");
        Alert alert = AlertProgress.replay("m", List.of(rule), window(signal(1, "drift.x", 1)))
                .get(0);

        assertThat(alert.handling()).isEqualTo(rule.handling());
        assertThat(Alert.from(alert.toDocument())).isEqualTo(alert);
    }

    @Test
    void anAlertOfARuleThatIsAnotherByNowIsResolved() {
        AlertProgress.Step began = next(AlertProgress.START, DRIFT, signal(1, "drift.x", 0.2));
        AlertProgress.Step step = next(began.progress(), DRIFT.critical(), signal(2, "drift.x", 0.2));

        assertThat(step.events()).extracting(Alert::active).containsExactly(false, true);
        assertThat(step.events())
                .extracting(Alert::severity)
                .containsExactly(Alert.Severity.WARNING, Alert.Severity.CRITICAL);
    }

    @Test
    void theLongestNamesMakeAnIdThatStoresTake() {
        AlertRule rule = AlertRule.when("*").above(0).named("r".repeat(250));
        Alert alert = AlertProgress.replay("m".repeat(250), List.of(rule), window(signal(1, "s".repeat(500), 1)))
                .get(0);

        assertThat(alert.id()).hasSizeLessThan(900);
    }

    private static AlertProgress.Step next(AlertProgress before, AlertRule rule, Signal signal) {
        return before.next("m", List.of(rule), signal.to(), List.of(signal));
    }

    private static List<Signal> window(Signal... signals) {
        return Arrays.asList(signals);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static Signal signal(int day, String name, double value) {
        return new Signal(
                name,
                START.plus(Duration.ofDays(day - 1L)),
                START.plus(Duration.ofDays(day)),
                value,
                100,
                Document.nothing());
    }
}
