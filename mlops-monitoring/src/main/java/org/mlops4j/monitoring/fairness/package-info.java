/**
 * Whether a model treats groups alike: differences of its decisions and mistakes between groups, each with an interval,
 * a bound and a verdict that knows when there are too few rows to say. Start with
 * {@link org.mlops4j.monitoring.fairness.GroupedScores} and {@link org.mlops4j.monitoring.fairness.FairnessReport}.
 */
@NullMarked
package org.mlops4j.monitoring.fairness;

import org.jspecify.annotations.NullMarked;
