/**
 * Summaries of columns that are small, exact and mergeable. A {@link org.mlops4j.monitoring.profile.ReferenceProfile}
 * fixes the bins; live data are counted into them. Start there.
 */
@NullMarked
package org.mlops4j.monitoring.profile;

import org.jspecify.annotations.NullMarked;
