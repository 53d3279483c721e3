/** Who has which role, as audited documents. */
@NullMarked
package org.mlops4j.core.roles;

import org.jspecify.annotations.NullMarked;
