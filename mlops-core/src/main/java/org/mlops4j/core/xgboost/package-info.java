/**
 * Reads XGBoost models, JSON and UBJSON, without native code. Start with {@link org.mlops4j.core.xgboost.XgboostModel}.
 */
@NullMarked
package org.mlops4j.core.xgboost;

import org.jspecify.annotations.NullMarked;
