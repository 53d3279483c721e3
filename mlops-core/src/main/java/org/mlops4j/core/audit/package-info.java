/**
 * The audit chain over a metadata store: the only way by which the rooms of this module change what counts. Start with
 * {@link org.mlops4j.core.audit.HashChain}.
 */
@NullMarked
package org.mlops4j.core.audit;

import org.jspecify.annotations.NullMarked;
