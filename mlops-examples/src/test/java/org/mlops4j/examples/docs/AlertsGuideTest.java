// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.VectorReader;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertMatcher;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.monitoring.alert.Alerts;
import org.mlops4j.monitoring.alert.Condition;
import org.mlops4j.monitoring.alert.Silence;
import org.mlops4j.monitoring.alert.Slf4jSink;
import org.mlops4j.monitoring.watch.Monitor;
import org.mlops4j.monitoring.webhook.WebhookSignature;
import org.mlops4j.monitoring.webhook.WebhookSink;
import org.mlops4j.spi.AlertSink;

/** The code of the guide to alerts. */
class AlertsGuideTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    private Path directory;

    private final List<String> paged = new ArrayList<>();

    @Test
    void rulesAndWhatPeopleDo() {
        List<AlertRule> rules = List.of(
                AlertRule.when("performance.auc").below(0.68).forWindows(2).until(new Condition.Above(0.70)),
                AlertRule.when("drift.*").verdict("DRIFT").together().named("inputs drifted"),
                AlertRule.when("labels.share").below(0.5).forWindows(3, 7).coolDown(Duration.ofDays(7)),
                AlertRule.when("volume")
                        .below(1)
                        .named("no predictions")
                        .critical()
                        .owner("payments"));
        AlertSink pager = alert -> page(alert.severity(), alert.message());
        try (Mlops mlops = Mlops.open(directory);
                Monitor monitor = Monitor.of(mlops, "late-flights", reader())
                        .reference(training())
                        .alert(rules.get(0), pager)
                        .open()) {
            for (int day = 0; day < 3; day++) {
                monitor.record(auc(day, 0.6));
            }
            List<Alert> alerts = rules.get(0).replay("late-flights", monitor.signals());
            assertThat(alerts).isEqualTo(monitor.alerts()).hasSize(1);
            assertThat(paged).containsExactly("WARNING performance.auc is below 0.68 for 2 windows (now 0.6000)");

            AlertRule poor = AlertRule.when("performance.auc").below(0.68).named("auc is low");
            AlertRule lasting = poor.named("auc stays low").forWindows(6).critical();
            assertThat(lasting.replay("late-flights", monitor.signals())).isEmpty();

            Alerts desk = Alerts.of(mlops.as(Actor.of("ana")));
            for (Alert alert : desk.active()) {
                desk.acknowledge(alert.id(), "the feed of Monday was late");
            }
            Silence silence = desk.silence(
                    AlertMatcher.all().monitor("late-flights*").signal("drift.*"),
                    Duration.ofHours(6),
                    "backfill of the weather feed");
            desk.endSilence(silence.id(), "done early");
            assertThat(desk.findAcknowledgement(alerts.get(0).id())).isPresent();
            assertThat(desk.silences()).isEmpty();
        }
    }

    @Test
    void sinks() {
        String secret = "correct horse battery";
        String routingKey = "R0";
        VectorReader reader = reader();
        Table training = training();
        List<AlertRule> rules = List.of(
                AlertRule.when("performance.auc").below(0.68),
                AlertRule.when("drift.*").verdict("DRIFT"));
        try (Mlops mlops = Mlops.open(directory)) {
            AlertSink log = Slf4jSink.warn();
            AlertSink hook = WebhookSink.to(mlops, URI.create("https://alerts.example/mlops"))
                    .signed(secret)
                    .build();
            Monitor monitor = Monitor.of(mlops, "late-flights", reader)
                    .reference(training)
                    .alert(rules.get(0), log, hook)
                    .alert(rules.get(1), log)
                    .open();
            AlertSink slack = WebhookSink.to(mlops, URI.create("https://hooks.slack.com/services/T0/B0/x"))
                    .body(alert -> Document.object().with("text", alert.severity() + " " + alert.message()))
                    .build();
            AlertSink pagerDuty = WebhookSink.to(mlops, URI.create("https://events.pagerduty.com/v2/enqueue"))
                    .body(alert -> Document.object()
                            .with("routing_key", routingKey)
                            .with("dedup_key", alert.id())
                            .with("event_action", alert.active() ? "trigger" : "resolve")
                            .with(
                                    "payload",
                                    Document.object()
                                            .with("summary", alert.message())
                                            .with("source", alert.monitor())
                                            .with("severity", Document.of(alert.severity()))))
                    .build();

            assertThat(List.of(slack, pagerDuty)).doesNotHaveDuplicates();
            assertThat(monitor.undelivered()).isEmpty();
            monitor.close();
        }
    }

    @Test
    void aReceiverChecksTheSignature() {
        String secret = "correct horse battery";
        String body = "{\"version\":1,\"alerts\":[]}";
        Instant now = START;
        String header = WebhookSignature.of(secret).sign(body, now.minusSeconds(1));

        boolean ours = WebhookSignature.of(secret).verifies(header, body, now, Duration.ofMinutes(5));

        assertThat(ours).isTrue();
    }

    private void page(Alert.Severity severity, String message) {
        paged.add(severity + " " + message);
    }

    private static VectorReader reader() {
        return VectorReader.of(Schema.of(Field.of("distance", DataType.FLOAT64)));
    }

    private static Table training() {
        return Table.of(
                Schema.of(Field.of("distance", DataType.FLOAT64)), List.of(DoubleColumn.of(300, 500, 700, 900, 1100)));
    }

    private static Signal auc(int day, double value) {
        Instant from = START.plus(Duration.ofDays(day));
        return new Signal("performance.auc", from, from.plus(Duration.ofDays(1)), value, 1000, Document.nothing());
    }
}
