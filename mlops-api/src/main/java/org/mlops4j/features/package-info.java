/**
 * Feature definitions and reads, the same in training and in serving. Start with
 * {@link org.mlops4j.features.FeatureView} and the words of {@link org.mlops4j.features.Features}.
 */
@NullMarked
package org.mlops4j.features;

import org.jspecify.annotations.NullMarked;
