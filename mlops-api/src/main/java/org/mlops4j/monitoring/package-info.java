/** What monitors tell the rest of the house. Start with {@link org.mlops4j.monitoring.Alert}. */
@NullMarked
package org.mlops4j.monitoring;

import org.jspecify.annotations.NullMarked;
