/** Spans of the library's work. Start with {@link org.mlops4j.opentelemetry.TracingTelemetry}. */
@NullMarked
package org.mlops4j.opentelemetry;

import org.jspecify.annotations.NullMarked;
