// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.mlops4j.monitoring.performance.Estimate;

/** Assertions on the metrics of a model. What intervals mean says {@link EstimateAssert}. */
public final class PerformanceAssert extends AbstractAssert<PerformanceAssert, List<Estimate>> {

    PerformanceAssert(List<Estimate> actual) {
        super(actual, PerformanceAssert.class);
    }

    /** Verifies that a metric is at least so great with its whole interval, see {@link EstimateAssert#isAtLeast}. */
    public PerformanceAssert hasMetricAtLeast(String metric, double bound) {
        metric(metric).isAtLeast(bound);
        return this;
    }

    /** Verifies that a metric is at most so great with its whole interval, see {@link EstimateAssert#isAtMost}. */
    public PerformanceAssert hasMetricAtMost(String metric, double bound) {
        metric(metric).isAtMost(bound);
        return this;
    }

    /**
     * {@return assertions on one metric; fails if there is none of that name}
     *
     * @param name such as {@code auc}
     */
    public EstimateAssert metric(String name) {
        isNotNull();
        List<Estimate> found =
                actual.stream().filter(e -> e.metric().equals(name)).toList();
        if (found.isEmpty()) {
            failWithMessage(
                    "Expecting a metric '%s', but there are only %s.",
                    name, actual.stream().map(Estimate::metric).collect(Collectors.joining(", ")));
        }
        return new EstimateAssert(found.get(0)).describedAs(descriptionText());
    }
}
