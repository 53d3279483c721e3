// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.reproduction.Reproductions;

/** Whether the same came out when the run was done again that made the candidate. */
record ReproducibilityGate(Reproductions reproductions, Outcome worst) implements Gate {

    ReproducibilityGate {
        requireNonNull(reproductions, "reproductions");
        if (worst == Outcome.DIVERGED) {
            throw new IllegalArgumentException("a gate that lets pass what has diverged asks nothing");
        }
    }

    @Override
    public String name() {
        return "reproducible";
    }

    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        ModelVersion candidate = trial.candidate();
        List<Reproduction> found = reproductions.of(candidate);
        if (found.isEmpty()) {
            return new Verdict(
                    Verdict.Outcome.INCONCLUSIVE,
                    "the run that made " + candidate.id() + " was not done again yet, or is not known",
                    Document.object());
        }
        Reproduction newest = found.get(0);
        Document evidence = newest.toDocument();
        return newest.outcome().compareTo(worst) <= 0
                ? Verdict.pass(newest.toString(), evidence)
                : Verdict.fail(newest.toString(), evidence);
    }
}
