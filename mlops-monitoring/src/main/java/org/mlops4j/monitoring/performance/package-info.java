/**
 * How good predictions were, once the truth is known: metrics with intervals, and comparisons of two models on the same
 * rows. Start with {@link org.mlops4j.monitoring.performance.BinaryPerformance} and
 * {@link org.mlops4j.monitoring.performance.RegressionPerformance}.
 */
@NullMarked
package org.mlops4j.monitoring.performance;

import org.jspecify.annotations.NullMarked;
