// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.function.Function;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.error.ConflictException;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * Transactions of the owner of a run. Each checks that the owner still is the owner: one that was taken for dead and
 * wakes up writes nothing. Nobody else changes the document of a run that is carried on but to take it away, so its
 * version says enough, and costs no reading of a plan with each step. Thread-safe.
 *
 * @param metadata where runs are stored
 * @param chain in whose name is written
 * @param run the run as its owner took it up
 * @param version the version that its document has since then
 */
record Fence(MetadataStore metadata, HashChain chain, StoredRun run, long version) {

    /** {@return whether the owner still is the owner} */
    boolean stands() {
        return metadata.read(this::stands);
    }

    private boolean stands(MetadataReader reader) {
        return reader.version(StoredRun.KIND, run.id()) == version;
    }

    /**
     * Changes something in the name of the owner.
     *
     * @param stage the stage that it is about, empty for the whole run
     */
    <T> T write(String action, String stage, Function<? super MetadataWriter, T> work) {
        String target = stage.isEmpty() ? run.id() : run.id() + "/" + stage;
        return chain.transact(action, target, "", writer -> {
            if (!stands(writer)) {
                throw new ConflictException("pipeline run '" + run.id()
                        + "' was cancelled, or taken over by another process that took this one for dead");
            }
            return work.apply(writer);
        });
    }
}
