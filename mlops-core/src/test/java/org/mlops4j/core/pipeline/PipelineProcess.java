// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import org.mlops4j.Mlops;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;

/**
 * A process that carries runs on, as far as a test has one: with metadata that may be mortal, and claims of its own.
 *
 * @param metadata where it writes runs
 * @param outputs where it writes what comes out
 * @param events what triggers look at
 * @param clocks what time it is for it
 */
record PipelineProcess(MetadataStore metadata, StageOutputs outputs, EventLog events, RunClocks clocks) {

    /** {@return a process on some stores, whose metadata it sees in its own way} */
    static PipelineProcess on(EmbeddedStores stores, MetadataStore metadata, RunClocks clocks) {
        return new PipelineProcess(metadata, new StageOutputs(stores.blobs(), stores.json()), stores.events(), clocks);
    }

    /** {@return a process on an opened store, whose metadata it sees in its own way} */
    static PipelineProcess on(Mlops mlops, MetadataStore metadata, RunClocks clocks) {
        return new PipelineProcess(metadata, new StageOutputs(mlops.blobs(), mlops.json()), mlops.events(), clocks);
    }

    /** {@return its pipelines in the name of an actor} */
    Pipelines pipelines(Claims claims, Actor actor) {
        HashChain chain = new HashChain(metadata, outputs.json(), clocks.wall(), actor);
        return new LocalPipelines(metadata, outputs, events, chain, clocks, claims, Audience.nobody());
    }
}
