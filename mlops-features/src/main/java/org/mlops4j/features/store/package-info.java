/**
 * The feature store: definitions, events, training sets and vectors. Start with
 * {@link org.mlops4j.features.store.FeatureStore}.
 */
@NullMarked
package org.mlops4j.features.store;

import org.jspecify.annotations.NullMarked;
