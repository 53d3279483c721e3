/** Reads LightGBM models from their text form. Start with {@link org.mlops4j.core.lightgbm.LightgbmModel}. */
@NullMarked
package org.mlops4j.core.lightgbm;

import org.jspecify.annotations.NullMarked;
