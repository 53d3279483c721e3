/**
 * Deployments in this process: loading, hot swap, kill switch and prediction log. Start with
 * {@link org.mlops4j.core.serving.LocalDeployments}.
 */
@NullMarked
package org.mlops4j.core.serving;

import org.jspecify.annotations.NullMarked;
