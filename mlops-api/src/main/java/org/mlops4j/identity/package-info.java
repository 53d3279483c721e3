/** Who acts: {@link org.mlops4j.identity.Actor}. */
@NullMarked
package org.mlops4j.identity;

import org.jspecify.annotations.NullMarked;
