/**
 * Which process works on what: how a run whose process died is told from one that goes on. Start with
 * {@link org.mlops4j.core.lease.Lease}.
 */
@NullMarked
package org.mlops4j.core.lease;

import org.jspecify.annotations.NullMarked;
