/** Models and their versions, aliases and approvals. Start with {@link org.mlops4j.registry.ModelRegistry}. */
@NullMarked
package org.mlops4j.registry;

import org.jspecify.annotations.NullMarked;
