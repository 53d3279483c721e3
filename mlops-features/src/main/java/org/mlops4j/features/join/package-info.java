/** The point-in-time join; start with {@link org.mlops4j.features.join.PointInTimeJoin}. */
@NullMarked
package org.mlops4j.features.join;

import org.jspecify.annotations.NullMarked;
