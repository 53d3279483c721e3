/**
 * Whether data still look like a reference: tests with p-values and effects, corrected for their number. Start with
 * {@link org.mlops4j.monitoring.drift.Drift}.
 */
@NullMarked
package org.mlops4j.monitoring.drift;

import org.jspecify.annotations.NullMarked;
