/** How several resources are closed, all of them even if some fail. */
@NullMarked
package org.mlops4j.core.closing;

import org.jspecify.annotations.NullMarked;
