// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import java.util.List;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.forecasting.ForecastPerformance;
import org.mlops4j.monitoring.performance.BinaryPerformance;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.MultiClassPerformance;
import org.mlops4j.monitoring.performance.RegressionPerformance;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.ranking.RankingPerformance;

/**
 * Where assertions begin. Stands beside a static import of AssertJ's own {@code assertThat}.
 *
 * <pre>{@code
 * assertThat(current).satisfies(notNull("carrier"), between("delay", -120, 3_000)).hasNoDriftFrom(reference);
 * assertThat(BinaryPerformance.of(scores)).hasMetricAtLeast("auc", 0.7);
 * }</pre>
 */
public final class MlopsAssertions {

    private MlopsAssertions() {}

    /** {@return assertions on the rows of a table} */
    public static TableAssert assertThat(Table actual) {
        return new TableAssert(actual);
    }

    /** {@return assertions on a profile} */
    public static ProfileAssert assertThat(Profile actual) {
        return new ProfileAssert(actual);
    }

    /** {@return assertions on a comparison with a reference} */
    public static DriftReportAssert assertThat(DriftReport actual) {
        return new DriftReportAssert(actual);
    }

    /** {@return assertions on how good a binary classifier was} */
    public static PerformanceAssert assertThat(BinaryPerformance actual) {
        return new PerformanceAssert(actual.estimates());
    }

    /** {@return assertions on how good predicted numbers were} */
    public static PerformanceAssert assertThat(RegressionPerformance actual) {
        return new PerformanceAssert(actual.estimates());
    }

    /** {@return assertions on how good a classifier of several classes was} */
    public static PerformanceAssert assertThat(MultiClassPerformance actual) {
        return new PerformanceAssert(actual.estimates());
    }

    /** {@return assertions on how good rankings were} */
    public static PerformanceAssert assertThat(RankingPerformance actual) {
        return new PerformanceAssert(actual.estimates());
    }

    /** {@return assertions on how good forecasts were} */
    public static PerformanceAssert assertThat(ForecastPerformance actual) {
        return new PerformanceAssert(actual.estimates());
    }

    /** {@return assertions on one metric} */
    public static EstimateAssert assertThat(Estimate actual) {
        return new EstimateAssert(actual);
    }

    /** {@return assertions on metrics by name, wherever they come from} */
    public static PerformanceAssert assertThatMetrics(List<Estimate> actual) {
        return new PerformanceAssert(actual);
    }
}
