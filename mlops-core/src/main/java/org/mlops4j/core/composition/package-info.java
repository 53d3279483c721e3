/**
 * Models made of models: ensembles and sequences. Start with {@link org.mlops4j.core.composition.CompositionFormat}.
 */
@NullMarked
package org.mlops4j.core.composition;

import org.jspecify.annotations.NullMarked;
