/**
 * Durable pipelines: a run and its stages are audited documents, carried on by one owner at a time. Start with
 * {@link org.mlops4j.core.pipeline.LocalPipelines}.
 */
@NullMarked
package org.mlops4j.core.pipeline;

import org.jspecify.annotations.NullMarked;
