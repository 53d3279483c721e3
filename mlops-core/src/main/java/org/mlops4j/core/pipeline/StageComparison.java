// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.core.reproduction.ModelComparison;
import org.mlops4j.core.reproduction.OutputComparison;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.StageReproduction;
import org.mlops4j.reproduction.Tolerance;

/** Compares what came out of stages with what came out before. */
final class StageComparison {

    private final Mlops mlops;
    private final Tolerance tolerance;

    StageComparison(Mlops mlops, Tolerance tolerance) {
        this.mlops = mlops;
        this.tolerance = tolerance;
    }

    StageReproduction compare(Repeated again) {
        Document before = again.before().output();
        String stage = again.stage().name();
        if (again.failure() != null) {
            return diverged(again, "it threw " + again.failure());
        } else if (before == null && again.output() == null) {
            return result(again, new Findings());
        } else if (before == null || again.output() == null) {
            return diverged(again, before == null ? "it was skipped before" : "it was skipped");
        }
        SortedMap<String, String> models = again.before().origins().models();
        SortedMap<String, String> modelsAgain = again.notes().origins().models();
        Findings findings = new Findings();
        if (!models.keySet().equals(modelsAgain.keySet())) {
            findings.diverged("models " + models.keySet() + " were made, now " + modelsAgain.keySet());
        } else {
            models.forEach((factor, version) ->
                    compareModels(version(version), version(requireNonNull(modelsAgain.get(factor), stage)), findings));
        }
        compareOutputs(
                compared(again.stage(), before, Map.of()),
                compared(again.stage(), stored(again.output()), renamed(models, modelsAgain)),
                findings);
        return result(again, findings);
    }

    private void compareOutputs(Document before, Document after, Findings findings) {
        OutputComparison comparison = OutputComparison.of(before, after);
        findings.ulps = comparison.ulps();
        if (!comparison.others().isEmpty()) {
            findings.diverged("another value at " + String.join(", ", comparison.others()));
        }
        if (!comparison.furthest().isEmpty()) {
            String apart = comparison.ulps() + " ulps at " + comparison.furthest();
            findings.note(comparison.ulps() <= tolerance.ulps() ? Outcome.EQUIVALENT : Outcome.DIVERGED, apart);
        } else if (!comparison.identical() && comparison.others().isEmpty()) {
            findings.note(Outcome.EQUIVALENT, "0 and -0");
        }
    }

    private void compareModels(ModelVersion before, ModelVersion after, Findings findings) {
        ModelComparison comparison = ModelComparison.of(mlops, before, after);
        findings.predictions = Double.isNaN(findings.predictions)
                ? comparison.predictions()
                : Math.max(findings.predictions, comparison.predictions());
        if (!comparison.reason().isEmpty()) {
            findings.diverged(comparison.reason());
        } else if (!comparison.identical()) {
            findings.note(
                    comparison.predictions() <= tolerance.predictions() ? Outcome.EQUIVALENT : Outcome.DIVERGED,
                    "predictions of " + before + " and " + after + " are " + comparison.predictions() + " apart");
        }
    }

    private StageReproduction diverged(Repeated again, String reason) {
        Findings findings = new Findings();
        findings.diverged(reason);
        return result(again, findings);
    }

    private StageReproduction result(Repeated again, Findings findings) {
        return new StageReproduction(
                again.stage().name(),
                findings.outcome,
                String.join("; ", findings.reasons),
                findings.ulps,
                findings.predictions,
                Factors.changes(mlops.metadata(), again));
    }

    private ModelVersion version(String id) {
        return load(mlops, id);
    }

    /** {@return the version of an id} */
    static ModelVersion load(Mlops mlops, String id) {
        int slash = id.lastIndexOf('/');
        return mlops.registry().load(id.substring(0, slash), Integer.parseInt(id.substring(slash + 1)));
    }

    /** A document is stored as text, which is the same for some that differ in memory. */
    private Document stored(Document output) {
        return mlops.json().read(mlops.json().write(output));
    }

    private static Map<String, String> renamed(Map<String, String> models, Map<String, String> again) {
        Map<String, String> names = new TreeMap<>();
        again.forEach((factor, version) -> names.put(version, models.getOrDefault(factor, version)));
        return names;
    }

    /** The part of an output that has to be the same: of a gate whether it passes, else all but what varies. */
    private static Document compared(Stage stage, Document output, Map<String, String> names) {
        if (stage instanceof Stage.Gate) {
            return output.get("outcome");
        }
        Document named = names.isEmpty() ? output : replace(output, names);
        Set<String> varying = Plan.options(stage).varying();
        return stage instanceof Stage.Each
                ? Document.list(named.list().stream()
                        .map(item -> without(item, varying))
                        .toList())
                : without(named, varying);
    }

    private static Document without(Document output, Set<String> varying) {
        if (varying.isEmpty() || !(output instanceof Document.Fields)) {
            return output;
        }
        SortedMap<String, Document> fields = new TreeMap<>(output.fields());
        fields.keySet().removeAll(varying);
        return Document.object(fields);
    }

    private static Document replace(Document document, Map<String, String> names) {
        if (document instanceof Document.Text text) {
            return Document.of(names.getOrDefault(text.text(), text.text()));
        } else if (document instanceof Document.Items items) {
            return Document.list(
                    items.list().stream().map(item -> replace(item, names)).toList());
        } else if (document instanceof Document.Fields object) {
            SortedMap<String, Document> fields = new TreeMap<>();
            object.fields().forEach((name, value) -> fields.put(name, replace(value, names)));
            return Document.object(fields);
        }
        return document;
    }

    /** What was found of one stage so far. */
    private static final class Findings {

        private final List<String> reasons = new ArrayList<>();
        private Outcome outcome = Outcome.IDENTICAL;
        private long ulps;
        private double predictions = Double.NaN;

        void diverged(String reason) {
            note(Outcome.DIVERGED, reason);
        }

        void note(Outcome found, String reason) {
            outcome = found.compareTo(outcome) > 0 ? found : outcome;
            reasons.add(reason);
        }
    }
}
