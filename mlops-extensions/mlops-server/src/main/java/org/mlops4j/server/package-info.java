/**
 * Servers of HTTP for programs in other languages: {@link org.mlops4j.server.MlflowServer} answers the REST API of
 * MLflow from a store of mlops4j, {@link org.mlops4j.server.InferenceServer} the Open Inference Protocol for the
 * deployments of the process. Start with one of them; what they say and how they speak HTTP is in packages of its own,
 * which nobody needs to name.
 */
@NullMarked
package org.mlops4j.server;

import org.jspecify.annotations.NullMarked;
