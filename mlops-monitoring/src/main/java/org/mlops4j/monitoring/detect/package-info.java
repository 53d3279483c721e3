/**
 * Detectors of changes in a stream of numbers, one number at a time: errors of a model, losses, values of a feature.
 * Start with {@link org.mlops4j.monitoring.detect.HddmA} for errors and {@link org.mlops4j.monitoring.detect.Adwin} for
 * other numbers; {@link org.mlops4j.monitoring.detect.DetectorDefinition#start} makes a
 * {@link org.mlops4j.monitoring.detect.DriftDetector} of either.
 */
@NullMarked
package org.mlops4j.monitoring.detect;

import org.jspecify.annotations.NullMarked;
