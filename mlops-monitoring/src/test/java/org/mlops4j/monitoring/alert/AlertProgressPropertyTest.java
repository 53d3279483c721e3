// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/** Random rules and signals, against rules by their definition. */
class AlertProgressPropertyTest {

    private static final List<String> NAMES = List.of("drift.x", "drift.y", "drift.z", "auc", "volume");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int WINDOWS = 40;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void raisesTheAlertsThatTheDefinitionSays(long seed) {
        Random random = new Random(seed);
        List<AlertRule> rules = rules(random);
        List<List<Signal>> windows = windows(random);
        List<Signal> shuffled = new ArrayList<>();
        windows.forEach(shuffled::addAll);
        Collections.shuffle(shuffled, random);

        assertThat(AlertProgress.replay("m", rules, shuffled))
                .as("seed %d, rules %s", seed, rules)
                .extracting(alert -> NaiveAlerts.event(alert, subject(rules, alert)))
                .containsExactlyInAnyOrderElementsOf(new NaiveAlerts(rules, windows).events());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasStoredGoesOnAsIfItHadNotBeenAndWindowsThatWereJustSeenDoNothing(long seed) {
        Random random = new Random(seed);
        List<AlertRule> rules = rules(random);
        List<List<Signal>> windows = windows(random);
        Map<String, Alert> alerts = new LinkedHashMap<>();
        AlertProgress progress = AlertProgress.START;
        for (int i = 0; i < WINDOWS; i++) {
            Instant to = START.plus(Duration.ofDays(i + 1L));
            AlertProgress.Step step = progress.next("m", rules, to, windows.get(i));
            step.events().forEach(alert -> alerts.put(alert.id(), alert));
            progress = AlertProgress.from(step.progress().toDocument());
            assertThat(progress).as("seed %d", seed).isEqualTo(step.progress()).hasSameHashCodeAs(step.progress());
            List<Signal> seen = windows.get(Math.max(0, i - random.nextInt(Families.LENGTHS)));
            assertThat(progress.next("m", rules, to, seen).events())
                    .as("seed %d", seed)
                    .isEmpty();
        }
        List<Signal> all = windows.stream().flatMap(List::stream).toList();

        assertThat(alerts.values())
                .as("seed %d", seed)
                .containsExactlyElementsOf(AlertProgress.replay("m", rules, all));
    }

    private static String subject(List<AlertRule> rules, Alert alert) {
        AlertRule rule = rules.stream()
                .filter(each -> each.name().equals(alert.rule()))
                .findFirst()
                .orElseThrow();
        return rule.trigger().grouping() == Grouping.TOGETHER
                ? rule.signal()
                : alert.signal().name();
    }

    private static List<AlertRule> rules(Random random) {
        List<AlertRule> rules = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String signal = List.of("drift.*", "drift.x", "auc", "*", "*u*").get(random.nextInt(5));
            int outOf = 1 + random.nextInt(3);
            AlertRule rule = AlertRule.when(signal)
                    .above(0.5)
                    .named("rule " + i)
                    .forWindows(1 + random.nextInt(outOf), outOf)
                    .coolDown(Duration.ofDays(random.nextInt(3) * 2L))
                    .key(random.nextInt(3) == 0 ? "shared" : "");
            rule = random.nextBoolean() ? rule : rule.until(new Condition.Below(0.2 + 0.2 * random.nextDouble()));
            rules.add(random.nextBoolean() ? rule : rule.together());
        }
        return rules;
    }

    /**
     * {@return signals of each window: not every name is measured in each, some not for a while, and some without a
     * number}
     */
    private static List<List<Signal>> windows(Random random) {
        List<List<Signal>> windows = new ArrayList<>();
        String absent = "";
        for (int day = 0; day < WINDOWS; day++) {
            List<Signal> window = new ArrayList<>();
            Instant from = START.plus(Duration.ofDays(day));
            if (random.nextInt(5) == 0) {
                absent = random.nextBoolean() ? "" : NAMES.get(random.nextInt(NAMES.size()));
            }
            for (String name : NAMES) {
                if (!name.equals(absent) && random.nextInt(8) > 0) {
                    double value = random.nextInt(6) == 0 ? Double.NaN : random.nextDouble();
                    Document detail = random.nextBoolean()
                            ? Document.nothing()
                            : Document.object().with(SignalDetail.SEVERITY, random.nextInt(3));
                    window.add(new Signal(name, from, from.plus(Duration.ofDays(1)), value, 100, detail));
                }
            }
            windows.add(window);
        }
        return windows;
    }
}
