/** Time that a test sets. Start with {@link org.mlops4j.testkit.time.VirtualClock}. */
@NullMarked
package org.mlops4j.testkit.time;

import org.jspecify.annotations.NullMarked;
