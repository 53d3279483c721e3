// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ModelManifest;

/** Whether the files of a candidate are small enough. */
record SizeGate(long mostBytes) implements Gate {

    @Override
    public String name() {
        return "size";
    }

    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        long bytes = trial.candidate().manifest().files().stream()
                .mapToLong(ModelManifest.File::bytes)
                .sum();
        Document evidence = Document.object().with("bytes", bytes).with("mostBytes", mostBytes);
        String said = "the model has " + bytes + " bytes, allowed are " + mostBytes;
        return bytes <= mostBytes ? Verdict.pass(said, evidence) : Verdict.fail(said, evidence);
    }
}
