/**
 * Doing again what a pipeline did, and telling whether the same came out:
 * {@link org.mlops4j.reproduction.Reproductions} does it, {@link org.mlops4j.reproduction.FixedOrder} adds up numbers
 * so that it does.
 */
@NullMarked
package org.mlops4j.reproduction;

import org.jspecify.annotations.NullMarked;
