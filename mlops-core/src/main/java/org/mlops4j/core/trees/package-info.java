/**
 * Ensembles of decision trees as a value that knows no file format, and the engine that predicts with them. Start with
 * {@link org.mlops4j.core.trees.TreePredictor}.
 */
@NullMarked
package org.mlops4j.core.trees;

import org.jspecify.annotations.NullMarked;
