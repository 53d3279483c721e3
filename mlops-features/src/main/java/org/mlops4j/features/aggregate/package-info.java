/**
 * The aggregation algebra on primitive state, shared by training and serving. Start with
 * {@link org.mlops4j.features.aggregate.EntityState}, which holds the windows of one entity;
 * {@link org.mlops4j.features.aggregate.Accumulator} is the algebra.
 */
@NullMarked
package org.mlops4j.features.aggregate;

import org.jspecify.annotations.NullMarked;
