/** One family of failures; start with {@link org.mlops4j.error.MlopsException}. */
@NullMarked
package org.mlops4j.error;

import org.jspecify.annotations.NullMarked;
