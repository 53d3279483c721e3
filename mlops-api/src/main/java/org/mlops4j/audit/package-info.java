/** Who did what, when and why, in a hash chain. Start with {@link org.mlops4j.audit.AuditLog}. */
@NullMarked
package org.mlops4j.audit;

import org.jspecify.annotations.NullMarked;
