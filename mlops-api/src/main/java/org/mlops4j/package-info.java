/** The handle on a store: start with {@link org.mlops4j.Mlops}. */
@NullMarked
package org.mlops4j;

import org.jspecify.annotations.NullMarked;
