/** The embedded implementation behind {@link org.mlops4j.Mlops#open}. */
@NullMarked
package org.mlops4j.core;

import org.jspecify.annotations.NullMarked;
