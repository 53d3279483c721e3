// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftVerdict;

/** Assertions on a comparison with a reference. Failures name the columns with effect, p-value and numbers of rows. */
public final class DriftReportAssert extends AbstractAssert<DriftReportAssert, DriftReport> {

    DriftReportAssert(DriftReport actual) {
        super(actual, DriftReportAssert.class);
    }

    /**
     * Verifies that every column is {@link DriftVerdict#OK}: none drifted, and of each there are enough rows to have
     * seen it. A gate that opens because nothing could be seen would be none, so a report without columns fails too.
     */
    public DriftReportAssert hasNoDrift() {
        isNotNull();
        if (actual.columns().isEmpty()) {
            failWithMessage("%s", "Expecting no drift, but no column was compared.");
        }
        return hasNone(column -> column.verdict() != DriftVerdict.OK);
    }

    /** Verifies that no column drifted as far as can be seen: columns of too few rows to tell pass. */
    public DriftReportAssert hasNoDetectableDrift() {
        isNotNull();
        return hasNone(column -> column.verdict() == DriftVerdict.DRIFT);
    }

    private DriftReportAssert hasNone(Predicate<ColumnDrift> bad) {
        if (actual.columns().stream().anyMatch(bad)) {
            failWithMessage("%s", new DriftMessage(actual).text(bad));
        }
        return this;
    }
}
