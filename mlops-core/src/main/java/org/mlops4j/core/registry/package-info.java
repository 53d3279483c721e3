/**
 * Models, versions, aliases and approvals as audited documents. Start with
 * {@link org.mlops4j.core.registry.LocalRegistry}.
 */
@NullMarked
package org.mlops4j.core.registry;

import org.jspecify.annotations.NullMarked;
