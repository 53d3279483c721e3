// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.monitoring.quality.Quality;
import org.mlops4j.monitoring.quality.QualityReport;
import org.mlops4j.monitoring.quality.TableCheck;

/** Assertions on the rows of a table. */
public final class TableAssert extends AbstractAssert<TableAssert, Table> {

    TableAssert(Table actual) {
        super(actual, TableAssert.class);
    }

    /**
     * Verifies that no column of a reference drifted, and that there are enough rows on both sides to say so; see
     * {@link DriftReportAssert#hasNoDrift}. The policy is {@link DriftPolicy#defaults}.
     *
     * @param reference all its columns are looked at, but TIMESTAMP and VECTOR ones
     */
    public TableAssert hasNoDriftFrom(Table reference) {
        return hasNoDriftFrom(ReferenceProfile.of(reference));
    }

    /**
     * Verifies that no column of a reference drifted, and that there are enough rows on both sides to say so; see
     * {@link DriftReportAssert#hasNoDrift}. The policy is {@link DriftPolicy#defaults}.
     */
    public TableAssert hasNoDriftFrom(ReferenceProfile reference) {
        driftFrom(reference, DriftPolicy.defaults()).hasNoDrift();
        return this;
    }

    /** {@return assertions on the comparison with a reference by a policy of one's own} */
    public DriftReportAssert driftFrom(ReferenceProfile reference, DriftPolicy policy) {
        isNotNull();
        return new DriftReportAssert(Drift.between(reference, actual, policy)).describedAs(descriptionText());
    }

    /**
     * Verifies that the rows keep constraints. One that has no row to look at fails too.
     *
     * @throws IllegalArgumentException if one is about the age of rows, which needs an instant
     */
    public TableAssert satisfies(Constraint... constraints) {
        for (Constraint constraint : constraints) {
            if (constraint.check() instanceof TableCheck.Fresh) {
                throw new IllegalArgumentException(
                        "whether " + constraint.text() + " depends on the instant; call satisfies(constraints, at)");
            }
        }
        return satisfies(List.of(constraints), Instant.EPOCH);
    }

    /**
     * Verifies that the rows keep constraints. One that has no row to look at fails too.
     *
     * @param constraints such as those of {@link Quality#suggest}
     * @param at from which the age of rows counts
     */
    public TableAssert satisfies(List<Constraint> constraints, Instant at) {
        isNotNull();
        QualityReport report = Quality.check(actual, constraints, at);
        if (!report.notPassed().isEmpty()) {
            failWithMessage("%s", "Expecting rows that keep all constraints, but of " + report);
        }
        return this;
    }
}
