/**
 * Whether data still look like a reference: tests with p-values and effects, corrected for their number. Start with
 * {@link org.mlops4j.monitoring.drift.Drift}. To bring a test of your own, implement
 * {@link org.mlops4j.monitoring.drift.ValueTest} or {@link org.mlops4j.monitoring.drift.CountTest}.
 */
@NullMarked
package org.mlops4j.monitoring.drift;

import org.jspecify.annotations.NullMarked;
