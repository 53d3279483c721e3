/** Merkle trees of RFC 6962, and what leads to their roots. */
@NullMarked
package org.mlops4j.merkle;

import org.jspecify.annotations.NullMarked;
