/** The feature store. */
@NullMarked
package org.mlops4j.features.store;

import org.jspecify.annotations.NullMarked;
