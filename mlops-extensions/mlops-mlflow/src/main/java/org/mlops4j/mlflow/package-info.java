/** Brings what is in MLflow over: runs, models, aliases. Start with {@link org.mlops4j.mlflow.MlflowImport}. */
@NullMarked
package org.mlops4j.mlflow;

import org.jspecify.annotations.NullMarked;
