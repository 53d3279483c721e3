/**
 * Keeps what measures the library from harming it: {@link org.mlops4j.core.telemetry.GuardedTelemetry} stands before
 * every telemetry that was given to a builder.
 */
@NullMarked
package org.mlops4j.core.telemetry;

import org.jspecify.annotations.NullMarked;
