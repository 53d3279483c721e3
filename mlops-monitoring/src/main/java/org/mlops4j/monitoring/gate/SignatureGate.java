// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.SignatureDiff;

/** Whether callers of the champion can call the candidate. */
record SignatureGate() implements Gate {

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        ModelVersion candidate = trial.candidate();
        Optional<ModelVersion> champion = trial.findChampion();
        if (champion.isEmpty()) {
            return Planning.noChampion();
        }
        SignatureDiff diff = SignatureDiff.between(
                champion.get().manifest().findSignature(), candidate.manifest().findSignature());
        Document evidence = diff.toDocument();
        String said = "the signature of " + candidate + " is " + diff.verdict() + " for callers of " + champion.get();
        return switch (diff.verdict()) {
            case IDENTICAL, BACKWARD -> Verdict.pass(said, evidence);
            case FORWARD, BREAKING -> Verdict.fail(said + ": " + diff.changes(), evidence);
            case UNKNOWN ->
                new Verdict(Verdict.Outcome.INCONCLUSIVE, said + "; register both versions with a signature", evidence);
        };
    }
}
