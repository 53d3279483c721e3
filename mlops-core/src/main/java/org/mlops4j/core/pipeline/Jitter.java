// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.mlops4j.data.Document;

/** The chance in the rest before a try: another for each run, stage and try, and the same whoever asks. */
final class Jitter {

    private Jitter() {}

    static RandomGenerator of(String run, String stage, int attempt) {
        byte[] digest = Document.list(Document.of(run), Document.of(stage), Document.of(attempt))
                .digest()
                .bytes();
        return new SplittableRandom(ByteBuffer.wrap(digest).getLong());
    }
}
