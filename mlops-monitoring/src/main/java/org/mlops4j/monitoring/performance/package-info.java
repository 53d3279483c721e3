/**
 * How good predictions were, once the truth is known: metrics with intervals, and comparisons of two models on the same
 * rows. Start with {@link org.mlops4j.monitoring.performance.BinaryPerformance},
 * {@link org.mlops4j.monitoring.performance.MultiClassPerformance} or
 * {@link org.mlops4j.monitoring.performance.RegressionPerformance}; compare by
 * {@link org.mlops4j.monitoring.performance.PairedComparison}. Metrics that have no formula for their interval get one
 * from {@link org.mlops4j.monitoring.performance.Bootstrap}.
 */
@NullMarked
package org.mlops4j.monitoring.performance;

import org.jspecify.annotations.NullMarked;
