/**
 * Durable pipelines: steps, gates and approvals that survive a crash. Start with {@link org.mlops4j.pipeline.Pipeline}.
 */
@NullMarked
package org.mlops4j.pipeline;

import org.jspecify.annotations.NullMarked;
