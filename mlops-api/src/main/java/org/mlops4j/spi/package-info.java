/**
 * What a platform builder implements: storage backends, model formats, alert sinks and telemetry. Application code
 * never imports it. Start with {@link org.mlops4j.spi.MetadataStore}; the contract tests that prove an implementation
 * are in mlops-testkit.
 */
@NullMarked
package org.mlops4j.spi;

import org.jspecify.annotations.NullMarked;
