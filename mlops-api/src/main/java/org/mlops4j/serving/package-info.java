/** Predictions in the request thread. Start with {@link org.mlops4j.serving.Deployments}. */
@NullMarked
package org.mlops4j.serving;

import org.jspecify.annotations.NullMarked;
