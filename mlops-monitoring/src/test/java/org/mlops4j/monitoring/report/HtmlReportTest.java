// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.StorageException;

class HtmlReportTest {

    @Test
    void theFileHoldsThePage(@TempDir Path directory) throws Exception {
        HtmlReport report = HtmlReport.of(FlightsReport.content());
        Path file = directory.resolve("report.html");
        Files.writeString(file, "old");

        report.write(file);

        assertThat(file).content(StandardCharsets.UTF_8).isEqualTo(report.html());
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aMissingDirectoryIsNamed(@TempDir Path directory) {
        Path file = directory.resolve("none").resolve("report.html");

        assertThatThrownBy(() -> HtmlReport.of(FlightsReport.content()).write(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString());
    }
}
