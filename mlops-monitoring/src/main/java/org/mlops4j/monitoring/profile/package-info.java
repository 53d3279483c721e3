/**
 * Summaries of columns that are small, exact and mergeable. A {@link org.mlops4j.monitoring.profile.ReferenceProfile}
 * fixes the bins; live data are counted into them. Start there. {@link org.mlops4j.monitoring.profile.Segments} does
 * the same for parts of the rows.
 */
@NullMarked
package org.mlops4j.monitoring.profile;

import org.jspecify.annotations.NullMarked;
