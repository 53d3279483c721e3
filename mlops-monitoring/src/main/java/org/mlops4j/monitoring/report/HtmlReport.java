// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.mlops4j.data.Document;
import org.mlops4j.error.StorageException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.report.ReportContent.Bound;
import org.mlops4j.monitoring.report.ReportContent.Comparison;
import org.mlops4j.monitoring.report.ReportContent.Marker;
import org.mlops4j.monitoring.report.ReportContent.Section;

/**
 * A report as one HTML file: what is wrong first, then charts over time, drift of the features, the latest window
 * against the reference, what the caller adds, and tables. The file needs no network and runs no script, and its
 * security policy allows none; every text is escaped. It has at most 1 MB: of very much content the less important end
 * is left out, and the page says so. Equal content gives equal bytes. Immutable.
 */
public final class HtmlReport {

    private static final int VERSION = 1;

    private final ReportContent content;
    private final String html;

    private HtmlReport(ReportContent content) {
        this.content = content;
        this.html = new Page(content).html();
    }

    /** {@return the report of some content} */
    public static HtmlReport of(ReportContent content) {
        return new HtmlReport(requireNonNull(content, "content"));
    }

    /** {@return the page} */
    public String html() {
        return html;
    }

    /**
     * Writes the page in UTF-8. A reader sees the old file or the new one, never a part.
     *
     * @param file replaced if it exists; its directory must exist
     * @throws StorageException if it cannot be written
     */
    public void write(Path file) {
        Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try {
                Files.write(temporary, html.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StorageException(
                    "could not write the report " + file + ": " + e + "; its directory must exist and be writable", e);
        }
    }

    /** {@return all content, also what the page leaves out, for machines} The profiles come without their values. */
    public Document toDocument() {
        return Document.object()
                .with("version", VERSION)
                .with("title", content.title())
                .with("subject", content.subject())
                .with("generated", content.generated())
                .with("from", content.from())
                .with("to", content.to())
                .with(
                        "alerts",
                        Document.list(
                                content.alerts().stream().map(Alert::toDocument).toList()))
                .with(
                        "signals",
                        Document.list(content.signals().stream()
                                .map(Signal::toDocument)
                                .toList()))
                .with(
                        "bounds",
                        Document.list(
                                content.bounds().stream().map(Bound::toDocument).toList()))
                .with(
                        "markers",
                        Document.list(content.markers().stream()
                                .map(Marker::toDocument)
                                .toList()))
                .with(
                        "comparisons",
                        Document.list(content.comparisons().stream()
                                .map(Comparison::toDocument)
                                .toList()))
                .with(
                        "sections",
                        Document.list(content.sections().stream()
                                .map(Section::toDocument)
                                .toList()));
    }
}
