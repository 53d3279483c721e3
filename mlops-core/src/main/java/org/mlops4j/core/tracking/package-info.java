/**
 * Training runs: documents for what is known of a run, series for its metrics. Start with
 * {@link org.mlops4j.core.tracking.RunKeeper}.
 */
@NullMarked
package org.mlops4j.core.tracking;

import org.jspecify.annotations.NullMarked;
