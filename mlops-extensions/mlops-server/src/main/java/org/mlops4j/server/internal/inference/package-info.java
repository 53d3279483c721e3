/**
 * The Open Inference Protocol over deployments: models and their versions, tensors and the rows of a request. Not for
 * users. Start with {@link org.mlops4j.server.internal.inference.InferenceProtocol}.
 */
@NullMarked
package org.mlops4j.server.internal.inference;

import org.jspecify.annotations.NullMarked;
