/** How far outputs and models are apart that should be the same. */
@NullMarked
package org.mlops4j.core.reproduction;

import org.jspecify.annotations.NullMarked;
