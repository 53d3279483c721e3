// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

class AlertRuleTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final AlertRule LOW_AUC = AlertRule.when("auc").below(0.7);

    /**
     * Each character is a window of a day: {@code x} meets the condition, {@code .} does not, {@code ?} has no value.
     * Below it, {@code !} marks the windows that begin an alert and {@code v} those that resolve it.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, ......, ------",
        "1, 1, 0, .x.x.., -!v!v-",
        "1, 1, 0, .xxx.., -!--v-",
        "2, 2, 0, .x.xx., ----!v",
        "2, 2, 0, .x?x.., ---!v-",
        "2, 2, 0, xx??x., -!---v",
        "2, 2, 0, xx???., -!---v",
        "2, 3, 0, x.x.x., --!v!v",
        "2, 3, 0, x..x.., ------",
        "2, 4, 0, x.x.x., --!---",
        "3, 3, 0, xx.xxx, -----!",
        "1, 1, 3, x.x.x., !v--!v",
        "1, 1, 3, x.xxx., !v-!-v",
        "1, 1, 3, x.x..., !v----",
        "1, 1, 9, xxxxx., !----v",
        "1, 1, 0, ??????, ------",
        "1, 1, 0, ?x?.?x, -!-v-!",
    })
    void beginsHoldsAndResolves(int windows, int outOf, int coolDownDays, String signals, String events) {
        AlertRule rule = LOW_AUC.forWindows(windows, outOf).coolDown(Duration.ofDays(coolDownDays));

        assertThat(events(rule, signals)).isEqualTo(events);
    }

    /** As above; {@code -} is between beginning and clearing, {@code r} a reminder. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, x--.--x, !--v--!",
        "0, 0, -x-?-.., -!---v-",
        "0, 0, x?????., !-----v",
        "0, 2, xxxxxx., !-r-r-v",
        "0, 2, xx-xxx., !--r-rv",
        "0, 2, xx?xxx., !--r-rv",
        "4, 0, x.x-x.x, !v--!v-",
        "4, 2, x.x.xxx, !v--!-r",
        "3, 0, x.x--xx, !v---!-",
    })
    void isClearedAndReminds(int coolDownDays, int repeatDays, String signals, String events) {
        AlertRule rule = LOW_AUC.until(new Condition.Above(0.75))
                .coolDown(Duration.ofDays(coolDownDays))
                .repeatEvery(Duration.ofDays(repeatDays));

        assertThat(events(rule, signals)).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSameSignalsGiveTheSameAlertsHoweverOftenAndInWhatOrderTheyAreReplayed(long seed) {
        Random random = new Random(seed);
        AlertRule rule = LOW_AUC.forWindows(2, 3).coolDown(Duration.ofDays(4));
        List<Signal> signals = new ArrayList<>();
        for (int day = 0; day < 200; day++) {
            signals.add(signal(day, random.nextInt(10) == 0 ? Double.NaN : 0.6 + random.nextDouble() * 0.2));
        }
        List<Alert> alerts = rule.replay("m", signals);
        Collections.shuffle(signals, random);
        signals.addAll(signals.subList(0, 50));

        assertThat(rule.replay("m", signals))
                .as("seed %d", seed)
                .isEqualTo(alerts)
                .hasSizeGreaterThan(5);
        assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
        for (int i = 1; i < alerts.size(); i++) {
            assertThat(alerts.get(i).began())
                    .as("seed %d", seed)
                    .isAfterOrEqualTo(alerts.get(i - 1).began().plus(rule.coolDown()));
        }
    }

    @Test
    void comparesWithTheReferenceOfTheSignal() {
        AlertRule rule = AlertRule.when("auc").belowReferenceBy(0.02);
        AlertRule loss = AlertRule.when("auc").aboveReferenceBy(0.02);

        assertThat(rule.condition().judge(against(0.74, 0.71))).isEqualTo(Outcome.HOLDS);
        assertThat(rule.condition().judge(against(0.74, 0.73))).isEqualTo(Outcome.DOES_NOT_HOLD);
        assertThat(loss.condition().judge(against(0.5, 0.53))).isEqualTo(Outcome.HOLDS);
        assertThat(loss.condition().judge(against(0.5, 0.51))).isEqualTo(Outcome.DOES_NOT_HOLD);
        assertThat(rule.condition().judge(against(Double.NaN, 0.1))).isEqualTo(Outcome.NO_DATA);
        assertThat(rule.condition().judge(signal(0, 0.1))).isEqualTo(Outcome.NO_DATA);
    }

    @Test
    void comparesVerdicts() {
        Condition drift = AlertRule.when("drift.hour").verdict("DRIFT").condition();

        assertThat(drift.judge(judged("DRIFT"))).isEqualTo(Outcome.HOLDS);
        assertThat(drift.judge(judged("OK"))).isEqualTo(Outcome.DOES_NOT_HOLD);
        assertThat(drift.judge(judged("INSUFFICIENT_DATA"))).isEqualTo(Outcome.NO_DATA);
        assertThat(drift.judge(signal(0, 1))).isEqualTo(Outcome.NO_DATA);
    }

    @Test
    void noDataIsWorthAnAlertIfARuleSaysSo() {
        assertThat(AlertRule.when("auc").noData().replay("m", List.of(signal(0, Double.NaN), signal(1, 0.7))))
                .singleElement()
                .satisfies(alert -> assertThat(alert.resolved()).isEqualTo(START.plus(Duration.ofDays(2))));
    }

    @Test
    void everyRuleSurvivesItsDocument() {
        AlertRule.Subject auc = AlertRule.when("performance.auc");
        List<AlertRule> rules = List.of(
                auc.below(0.68).forWindows(2).critical(),
                auc.above(-1e-300).info().saying("look at it"),
                auc.belowReferenceBy(0).named("under training"),
                auc.aboveReferenceBy(1).coolDown(Duration.ofDays(3)),
                auc.verdict("DRIFT").forWindows(3, 7),
                auc.noData(),
                auc.below(0.68).until(new Condition.Above(0.7)),
                AlertRule.when("drift.*").verdict("DRIFT").together(),
                auc.below(0.68).repeatEvery(Duration.ofDays(1)),
                auc.below(0.68).key("quality of late-flights"),
                auc.below(0.68)
                        .owner("team <payments>")
                        .runbook(URI.create("https://wiki.example/late?a=b#c"))
                        .tag("tier", "1")
                        .tag("team", "€"));

        for (AlertRule rule : rules) {
            assertThat(AlertRule.from(rule.toDocument())).isEqualTo(rule);
            assertThat(AlertRule.from(rule.toDocument()).digest()).isEqualTo(rule.digest());
        }
        assertThat(rules).extracting(AlertRule::digest).doesNotHaveDuplicates();
    }

    @Test
    void namesItselfAfterWhatItLooksFor() {
        assertThat(LOW_AUC.name()).isEqualTo("auc below 0.7");
        assertThat(AlertRule.when("drift.<script>alert(1)</script>").above(0).name())
                .isEqualTo("drift._script_alert_1__/script_ above 0.0");
        assertThat(AlertRule.when("x".repeat(300)).above(0).name()).hasSize(250);
        assertThat(AlertRule.when("a..b").noData().name()).isEqualTo("a__b without data");
    }

    @Test
    void theMessageReadsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(LOW_AUC.forWindows(2).replay("m", List.of(signal(0, 0.6), signal(1, 0.66123))))
                    .extracting(Alert::message)
                    .containsExactly("auc is below 0.7 for 2 windows (now 0.6612)");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesWhatIsNoRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertRule.when("auc").below(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertRule.when("auc").belowReferenceBy(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> LOW_AUC.forWindows(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> LOW_AUC.forWindows(0));
        assertThatIllegalArgumentException().isThrownBy(() -> LOW_AUC.coolDown(Duration.ofDays(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> LOW_AUC.repeatEvery(Duration.ofDays(-1)));
        for (String link : List.of("javascript:alert(1)", "data:text/html,x", "/wiki", "https:wiki", "ftp://a/b")) {
            assertThatThrownBy(() -> LOW_AUC.runbook(URI.create(link))).isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> LOW_AUC.key("a\nb")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> LOW_AUC.tag("<b>", "1")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> LOW_AUC.named("<b>")).isInstanceOf(InvalidException.class);
        Document.Fields good = (Document.Fields) LOW_AUC.toDocument();
        for (Document.Fields bad : List.of(
                good.with("severity", "BAD"),
                good.with("coolDown", "soon"),
                good.with("windows", 1L << 40),
                good.with("windows", 0),
                good.with("condition", Document.object().with("type", "odd")),
                good.with("clear", "above"),
                good.with("grouping", "some"),
                good.with("handling", Document.object().with("runbook", "javascript:alert(1)")),
                good.with("handling", Document.object().with("runbook", "a b")),
                good.without("signal"))) {
            assertThatThrownBy(() -> AlertRule.from(bad)).isInstanceOf(InvalidException.class);
        }
    }

    private static String events(AlertRule rule, String signals) {
        char[] events = new char[signals.length()];
        Arrays.fill(events, '-');
        AlertProgress progress = AlertProgress.START;
        for (int day = 0; day < signals.length(); day++) {
            double value = switch (signals.charAt(day)) {
                case 'x' -> 0.6;
                case '.' -> 0.8;
                case '-' -> 0.7;
                default -> Double.NaN;
            };
            AlertProgress.Step step = progress.next("m", List.of(rule), at(day + 1), List.of(signal(day, value)));
            for (Alert event : step.events()) {
                events[day] = event.active() ? '!' : 'v';
            }
            if (!step.reminders().isEmpty()) {
                events[day] = 'r';
            }
            progress = step.progress();
        }
        return new String(events);
    }

    private static Signal signal(int day, double value) {
        return new Signal("auc", at(day), at(day + 1), value, 100, Document.nothing());
    }

    private static Signal against(double reference, double value) {
        return new Signal("auc", at(0), at(1), value, 100, Document.object().with(SignalDetail.REFERENCE, reference));
    }

    private static Signal judged(String verdict) {
        return new Signal(
                "drift.hour", at(0), at(1), 0.1, 100, Document.object().with(SignalDetail.VERDICT, verdict));
    }

    private static Instant at(int day) {
        return START.plus(Duration.ofDays(day));
    }
}
