/** Bundles of runs and versions. Start with {@link org.mlops4j.core.bundle.LocalBundles}. */
@NullMarked
package org.mlops4j.core.bundle;

import org.jspecify.annotations.NullMarked;
