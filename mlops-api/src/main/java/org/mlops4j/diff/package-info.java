/**
 * What differs between two runs or two versions of a model: start with {@link org.mlops4j.diff.RunDiff} and
 * {@code VersionDiff} of the registry.
 */
@NullMarked
package org.mlops4j.diff;

import org.jspecify.annotations.NullMarked;
