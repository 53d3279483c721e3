/**
 * How good predictions probably are while their truth is not known yet: what a classifier's own probabilities imply
 * ({@link org.mlops4j.monitoring.estimation.Cbpe}), and what a model of the loss foretells
 * ({@link org.mlops4j.monitoring.estimation.DirectLossEstimator}). Both see what follows from a change of the inputs.
 * Neither can see that the same inputs now mean something else: only labels show that.
 */
@NullMarked
package org.mlops4j.monitoring.estimation;

import org.jspecify.annotations.NullMarked;
