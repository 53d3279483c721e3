/** Evaluators of expressions; start with {@link org.mlops4j.features.expression.RowExpression}. */
@NullMarked
package org.mlops4j.features.expression;

import org.jspecify.annotations.NullMarked;
