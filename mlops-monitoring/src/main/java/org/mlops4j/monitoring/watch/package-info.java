/** Monitors of deployments. */
@NullMarked
package org.mlops4j.monitoring.watch;

import org.jspecify.annotations.NullMarked;
