// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

/** Threads that carry runs on until they are closed; see {@link Pipelines#work}. Thread-safe. */
public interface PipelineWorker extends AutoCloseable {

    /** Interrupts what is at work, to be tried again later, and waits for the threads to end; idempotent. */
    @Override
    void close();
}
