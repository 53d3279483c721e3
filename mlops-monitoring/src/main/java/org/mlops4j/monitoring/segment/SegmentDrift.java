// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.segment;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftVerdict;

/**
 * How far one segment has drifted.
 *
 * @param segment the value of the column, or the cell of its numbers
 * @param referenceShare the share of the reference's rows that it has, NaN if there are none
 * @param currentShare the share of the current rows
 * @param report its columns compared with the same segment of the reference, most important first; without columns if
 *     it is too small
 * @param reason why it was not compared, empty if it was
 */
public record SegmentDrift(
        String segment, double referenceShare, double currentShare, DriftReport report, String reason) {

    /** Checks that the parts are there. */
    public SegmentDrift {
        requireNonNull(segment, "segment");
        requireNonNull(report, "report");
        requireNonNull(reason, "reason");
    }

    /** {@return the verdict on its columns; INSUFFICIENT_DATA if it is too small} */
    public DriftVerdict verdict() {
        return report.verdict();
    }

    /** {@return the greatest effect of its columns in units of their bounds times the share of current rows it has} */
    public double impact() {
        double severity = report.columns().stream()
                .mapToDouble(ColumnDrift::severity)
                .max()
                .orElse(0);
        return severity > 0 && currentShare > 0 ? severity * currentShare : 0;
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("segment", segment)
                .with("verdict", verdict().name())
                .with("impact", impact())
                .with("referenceShare", referenceShare)
                .with("currentShare", currentShare)
                .with("report", report.toDocument())
                .with("reason", reason);
    }
}
