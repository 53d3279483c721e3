/**
 * Measurements of the library in a Micrometer registry, and so in Prometheus and whatever else Micrometer speaks to.
 * Start with {@link org.mlops4j.micrometer.MicrometerTelemetry}.
 */
@NullMarked
package org.mlops4j.micrometer;

import org.jspecify.annotations.NullMarked;
