// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.progress.Progress;

/** Does the stages of a run again, one after the other and without the journal. For one thread, once. */
final class Rerun {

    private final Pipeline pipeline;
    private final StoredRun run;
    private final SortedMap<Integer, StageRecord> before;
    private final String id;
    private final Progress progress;
    private final Map<String, Document> outputs = new TreeMap<>();
    private final List<String> taken = new ArrayList<>();

    /**
     * A rerun that has not begun.
     *
     * @param before the stages of the run by their positions
     * @param id of the reproduction
     */
    Rerun(Pipeline pipeline, StoredRun run, SortedMap<Integer, StageRecord> before, String id, Progress progress) {
        this.pipeline = pipeline;
        this.run = run;
        this.before = before;
        this.id = id;
        this.progress = progress;
    }

    /** {@return the stages that were done again; the last of them may have thrown} */
    List<Repeated> run() {
        List<Repeated> repeated = new ArrayList<>();
        for (Map.Entry<Integer, StageRecord> entry : before.entrySet()) {
            Stage stage = pipeline.stages().get(entry.getKey());
            StageRecord record = entry.getValue();
            boolean ended = record.finished() || record.state() == State.SKIPPED;
            if (ended && isRepeatable(stage)) {
                Repeated again = repeat(stage, record);
                repeated.add(again);
                if (again.failure() != null) {
                    return repeated;
                }
                put(stage, again.output());
            } else if (ended) {
                taken.add(stage.name());
                put(stage, record.output());
            }
        }
        return repeated;
    }

    /** {@return the stages whose recorded outputs were taken over} */
    List<String> taken() {
        return taken;
    }

    private void put(Stage stage, @Nullable Document output) {
        if (output != null) {
            outputs.put(stage.name(), output);
        }
    }

    private boolean isRepeatable(Stage stage) {
        if (stage instanceof Stage.Approval
                || stage instanceof Stage.Wait
                || Plan.options(stage).takenOver()) {
            return false;
        }
        Set<String> ancestors = Plan.ancestors(run.plan(), stage.name());
        return pipeline.stages().stream()
                .noneMatch(other -> other instanceof Stage.Approval && ancestors.contains(other.name()));
    }

    private Repeated repeat(Stage stage, StageRecord record) {
        StageNotes notes = new StageNotes();
        Set<String> ancestors = Plan.ancestors(run.plan(), stage.name());
        Map<String, Document> visible = outputs.entrySet().stream()
                .filter(output -> ancestors.contains(output.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        StageContext context = new StageContext(run, stage.name(), 1, visible, progress, notes, id);
        try {
            return new Repeated(stage, record, work(stage, context), notes, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException(
                    "the thread was interrupted while it did stage '" + stage.name() + "' of " + id);
            cancelled.initCause(e);
            throw cancelled;
        } catch (Exception e) {
            return new Repeated(stage, record, null, notes, e.toString());
        }
    }

    private static @Nullable Document work(Stage stage, StageContext context) throws Exception {
        StepOptions.Condition when = Plan.options(stage).when();
        if (when != null && !when.holds(context)) {
            return null;
        }
        if (stage instanceof Stage.Gate gate) {
            return Execution.verdict(gate, context);
        }
        return stage instanceof Stage.Each each ? items(each, context) : Execution.done((Stage.Step) stage, context);
    }

    private static Document items(Stage.Each each, StageContext context) throws Exception {
        List<Document> results = new ArrayList<>();
        for (Document item : each.items().of(context)) {
            StageContext seen = context.item(results.size());
            results.add(FanOut.result(each, seen, item));
            context.notes().putItem(results.size() - 1, seen.notes().all());
        }
        return Document.list(results);
    }
}
