/**
 * What stands between requests and a model, each piece a {@link org.mlops4j.serving.Predictor} around another. Start
 * with {@link org.mlops4j.core.protection.ProtectedModel}.
 */
@NullMarked
package org.mlops4j.core.protection;

import org.jspecify.annotations.NullMarked;
