// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Pipeline.Stage;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Verdict;

/** Carries a claimed run on, stage after stage, until it ends, fails or waits. */
final class Execution {

    private static final int ERROR_CHARACTERS = 8_000;

    private final Pipeline pipeline;
    private final Journal journal;

    Execution(Pipeline pipeline, Journal journal) {
        this.pipeline = pipeline;
        this.journal = journal;
    }

    void carryOn() {
        List<Stage> stages = pipeline.stages();
        for (int position = 0; position < stages.size(); position++) {
            Stage stage = stages.get(position);
            List<StageRecord> begun = journal.stages();
            if (position < begun.size() && begun.get(position).finished()) {
                continue;
            }
            Status end = position == stages.size() - 1 ? Status.SUCCEEDED : null;
            boolean goesOn = stage instanceof Stage.Approval approval
                    ? journal.passApproval(position, approval, end)
                    : work(position, stage, begun, end);
            if (!goesOn) {
                return;
            }
        }
    }

    private boolean work(int position, Stage stage, List<StageRecord> before, @Nullable Status end) {
        StageRecord begun = journal.begin(position, stage.name());
        Result result;
        try {
            result = run(stage, new StageContext(journal.run(), stage.name(), before));
        } catch (InterruptedException e) {
            journal.fail(position, begun, "the thread was interrupted");
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            journal.fail(position, begun, shown(e));
            return false;
        } catch (Error e) {
            journal.fail(position, begun, shown(e));
            throw e;
        }
        return finish(position, begun, result, end);
    }

    private boolean finish(int position, StageRecord begun, Result result, @Nullable Status end) {
        try {
            journal.finish(position, begun, result.output(), result.passes() ? end : Status.REJECTED);
            return result.passes();
        } catch (InvalidException e) {
            journal.fail(position, begun, "the result cannot be stored: " + e.getMessage());
            return false;
        }
    }

    private static Result run(Stage stage, StageContext context) throws Exception {
        if (stage instanceof Stage.Gate gate) {
            Verdict verdict = requireNonNull(gate.judge().judge(context), "the gate gave null for a verdict");
            return new Result(verdict.toDocument(), verdict.passes());
        }
        Document output = ((Stage.Step) stage).work().run(context);
        return new Result(
                requireNonNull(output, "the step gave null; Document.nothing() says that there is no result"), true);
    }

    private static String shown(Throwable thrown) {
        String text = thrown.toString();
        return text.substring(0, Math.min(text.length(), ERROR_CHARACTERS));
    }

    private record Result(Document output, boolean passes) {}
}
