// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.nio.ByteBuffer;
import org.mlops4j.data.Document;

/**
 * Seeds by purpose: the first 64 bits of the digest of all that tells the purpose from others. Nothing in it is unknown
 * to {@link CacheKey}, so a result from an earlier run is one that this run would have found out too.
 */
final class StageSeed {

    private StageSeed() {}

    static long of(StoredRun run, String stage, String purpose) {
        Document named = Document.object()
                .with("pipeline", run.pipeline())
                .with("seed", seed(run.parameters()))
                .with("stage", stage)
                .with("purpose", purpose);
        return ByteBuffer.wrap(named.digest().bytes()).getLong();
    }

    private static Document seed(Document parameters) {
        return parameters instanceof Document.Fields
                ? parameters.find("seed").orElse(Document.nothing())
                : Document.nothing();
    }
}
