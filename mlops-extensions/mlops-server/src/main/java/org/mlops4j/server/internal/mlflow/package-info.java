/**
 * MLflow's REST API over a store of mlops4j: experiments, runs and their artifacts, logged models, registered models
 * and their versions, each with its endpoints and what clients tell of it that has no place in the store. Not for
 * users. Start with {@link org.mlops4j.server.internal.mlflow.MlflowEndpoints}.
 */
@NullMarked
package org.mlops4j.server.internal.mlflow;

import org.jspecify.annotations.NullMarked;
