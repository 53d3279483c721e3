/** Reads linear and logistic models from JSON. Start with {@link org.mlops4j.core.linear.LinearFormat}. */
@NullMarked
package org.mlops4j.core.linear;

import org.jspecify.annotations.NullMarked;
