/**
 * An HTTP server that answers the REST API of MLflow from a store of mlops4j. Start with
 * {@link org.mlops4j.server.MlflowServer}.
 */
@NullMarked
package org.mlops4j.server;

import org.jspecify.annotations.NullMarked;
