/** Training runs: parameters, metrics, data, environment. Start with {@link org.mlops4j.tracking.Tracking}. */
@NullMarked
package org.mlops4j.tracking;

import org.jspecify.annotations.NullMarked;
