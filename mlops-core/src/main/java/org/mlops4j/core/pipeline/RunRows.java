// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.SortedMap;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.spi.MetadataReader;

/**
 * What a transaction sees of a run. Outputs that are blobs are read when it is over: a blob may be far away, and others
 * wait.
 *
 * @param run the run
 * @param stages the rows of its stages that have begun, by their positions
 */
record RunRows(StoredRun run, SortedMap<Integer, Document> stages) {

    static RunRows of(MetadataReader reader, StoredRun run) {
        return new RunRows(run, Stages.rows(reader, run.id()));
    }

    PipelineRun record(StageOutputs outputs) {
        return run.record(outputs.records(stages).values());
    }
}
