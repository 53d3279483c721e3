// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Stage;

/**
 * Everything on which the result of a step may depend: its name and the version of its code, the parameters and the
 * outputs that it can see by their digests, what else it reads, by content, and the kind of machine, as other releases
 * of Java compute other last digits.
 */
final class CacheKey {

    private CacheKey() {}

    static Digest of(String pipeline, Stage.Step step, Digest input, Document contents) {
        return Document.object()
                .with("pipeline", pipeline)
                .with("stage", step.name())
                .withOptional("version", step.options().version())
                .with("input", input)
                .with("contents", contents)
                .with("java", Runtime.version().toString())
                .with("machine", System.getProperty("os.arch", ""))
                .digest();
    }
}
