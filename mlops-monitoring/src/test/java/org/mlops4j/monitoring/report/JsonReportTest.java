// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.StorageException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.AlertRule;

class JsonReportTest {

    private static final List<String> FEATURES = List.of("hour", "</script><script>alert(1)</script>", "Verspätung");

    @Test
    void machinesReadTheFileThatWasWritten(@TempDir Path directory) throws IOException {
        MonitorReport report = SampleReport.of(FEATURES, 6);
        Path file = directory.resolve("report.json");
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            report.writeJson(file, mlops.json());

            Document read = mlops.json().read(Files.readString(file));

            assertThat(read.get("version").whole()).isEqualTo(1);
            assertThat(read.get("monitor").text()).isEqualTo("late-flights");
            assertThat(read.get("written").instant()).isEqualTo(report.written());
            assertThat(read.get("signals").list().stream().map(Signal::from))
                    .containsExactlyElementsOf(report.signals())
                    .anySatisfy(signal -> assertThat(signal.value()).isNaN());
            assertThat(read.get("alerts").list().stream().map(Alert::from)).containsExactlyElementsOf(report.alerts());
            assertThat(read.get("rules").list().stream().map(AlertRule::from))
                    .containsExactlyElementsOf(report.rules());
            assertThat(read.get("markers").list()).hasSameSizeAs(report.markers());
            assertThat(read.get("sections").list().get(0).get("title").text()).isEqualTo("What happened");
        }
    }

    @Test
    void theSameReportHasTheSameBytesInEveryLocale(@TempDir Path directory) {
        Locale before = Locale.getDefault();
        Path here = directory.resolve("here.json");
        Path there = directory.resolve("there.json");
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            DocumentText json = mlops.json();
            SampleReport.of(FEATURES, 6).writeJson(here, json);
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            SampleReport.of(FEATURES, 6).writeJson(there, json);
            Path nowhere = directory.resolve("missing").resolve("report.json");
            assertThatThrownBy(() -> SampleReport.of(FEATURES, 2).writeJson(nowhere, json))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(nowhere.toString());
        } finally {
            Locale.setDefault(before);
        }
        assertThat(there).hasSameBinaryContentAs(here);
    }
}
