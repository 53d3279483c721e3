/**
 * What came out of what: from the data, code and features of a run to its versions, to where they are live, and to
 * single predictions. Start with {@link org.mlops4j.lineage.Lineage}.
 */
@NullMarked
package org.mlops4j.lineage;

import org.jspecify.annotations.NullMarked;
