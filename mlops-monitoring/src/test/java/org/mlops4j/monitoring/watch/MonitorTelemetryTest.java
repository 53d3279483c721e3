// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;
import org.mlops4j.spi.Telemetry;

class MonitorTelemetryTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsStoredIsToldOnceAndAlertsWhenTheyBeginAndEnd() {
        Recorder telemetry = new Recorder(new ArrayList<>(), new ArrayList<>());
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .telemetry(telemetry)
                        .open();
                Monitor monitor = Monitor.of(mlops, Traffic.DEPLOYMENT, Traffic.FEATURES)
                        .reference(Traffic.training())
                        .alert(AlertRule.when("errors").above(0.5), alert -> {})
                        .open()) {
            monitor.record(List.of(errors(0, 1), signal("other", 0, 1)));
            monitor.record(errors(0, 1));
            monitor.record(errors(1, 0));
            assertThat(telemetry.signals())
                    .containsExactly(
                            monitor.name() + " errors 1.0",
                            monitor.name() + " other 1.0",
                            monitor.name() + " errors 0.0");
            assertThat(telemetry.alerts()).extracting(Alert::active).containsExactly(true, false);
        }
    }

    private static Signal errors(int day, double value) {
        return signal("errors", day, value);
    }

    private static Signal signal(String name, int day, double value) {
        return new Signal(
                name,
                Traffic.START.plusSeconds(86_400L * day),
                Traffic.START.plusSeconds(86_400L * (day + 1)),
                value,
                10,
                Document.nothing());
    }

    private record Recorder(List<String> signals, List<Alert> alerts) implements Telemetry {

        @Override
        public void signal(String monitor, Signal signal) {
            signals.add(monitor + " " + signal.name() + " " + signal.value());
        }

        @Override
        public void alert(Alert alert) {
            alerts.add(alert);
        }
    }
}
