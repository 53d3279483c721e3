/**
 * Processes that are killed: what a store acknowledged must be there afterwards. Start with
 * {@link org.mlops4j.testkit.crash.KillLoop}.
 */
@NullMarked
package org.mlops4j.testkit.crash;

import org.jspecify.annotations.NullMarked;
