/** Monitors of deployments. Start with {@link org.mlops4j.monitoring.watch.Monitor}. */
@NullMarked
package org.mlops4j.monitoring.watch;

import org.jspecify.annotations.NullMarked;
