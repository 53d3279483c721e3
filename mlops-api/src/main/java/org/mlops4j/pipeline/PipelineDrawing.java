// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;

/**
 * A pipeline, or a run of it, to look at.
 *
 * @param pipeline the pipeline
 * @param run one of its runs, or {@code null}
 */
public record PipelineDrawing(Pipeline pipeline, @Nullable PipelineRun run) {

    /** Checks that a run is one of the pipeline. */
    public PipelineDrawing {
        requireNonNull(pipeline, "pipeline");
        if (run != null && !run.pipeline().equals(pipeline.name())) {
            throw new IllegalArgumentException("run '" + run.id() + "' is one of pipeline '" + run.pipeline()
                    + "', not of '" + pipeline.name() + "'");
        }
    }

    /** {@return a drawing of a pipeline} */
    public static PipelineDrawing of(Pipeline pipeline) {
        return new PipelineDrawing(pipeline, null);
    }

    /** {@return a drawing of a run} */
    public static PipelineDrawing of(Pipeline pipeline, PipelineRun run) {
        return new PipelineDrawing(pipeline, run);
    }

    /** {@return a line for the whole and one for each stage: its kind, its name, whom it waits for, how it stands} */
    public String toText() {
        StringBuilder text = new StringBuilder(run == null ? pipeline.name() : run.id() + "  " + run.status());
        text.append('\n');
        int kinds = width(pipeline.stages().stream().map(PipelineDrawing::kind).toList());
        int names = width(pipeline.stages().stream().map(Stage::name).toList());
        String before = "";
        for (Stage stage : pipeline.stages()) {
            List<String> notes = notes(stage, before);
            text.append("  ").append(padded(kind(stage), kinds)).append("  ");
            text.append(notes.isEmpty() ? stage.name() : padded(stage.name(), names) + "  " + String.join(", ", notes));
            text.append('\n');
            before = stage.name();
        }
        return text.toString();
    }

    /**
     * {@return a Mermaid flow chart; gates are diamonds, approvals are rounded, lists have double sides, states are in
     * the labels}
     */
    public String toMermaid() {
        StringBuilder chart = new StringBuilder("flowchart TD\n");
        Map<String, String> ids = new HashMap<>();
        for (Stage stage : pipeline.stages()) {
            String id = "s" + ids.size();
            ids.put(stage.name(), id);
            String label =
                    stage.name() + state(stage).map(state -> ": " + state).orElse("");
            chart.append("    ").append(id).append(shape(stage, label)).append('\n');
        }
        for (Stage stage : pipeline.stages()) {
            for (String before : stage.after()) {
                chart.append("    ")
                        .append(ids.get(before))
                        .append(" --> ")
                        .append(ids.get(stage.name()))
                        .append('\n');
            }
        }
        return chart.toString();
    }

    /** A stage that waits for the one above it need not say so. */
    private List<String> notes(Stage stage, String before) {
        List<String> notes = new ArrayList<>();
        state(stage).ifPresent(notes::add);
        if (stage.after().isEmpty() && !before.isEmpty()) {
            notes.add("at once");
        } else if (!stage.after().isEmpty() && !stage.after().equals(List.of(before))) {
            notes.add("after " + String.join(" and ", stage.after()));
        }
        record(stage)
                .map(StageRecord::error)
                .ifPresent(error -> notes.add(error.lines().findFirst().orElse("")));
        return notes;
    }

    private Optional<String> state(Stage stage) {
        return record(stage).map(record -> {
            String state = record.state().name().toLowerCase(Locale.ROOT);
            if (record.due() != null) {
                return state + " until " + record.due();
            }
            if (record.cachedFrom() != null) {
                return "cached from " + record.cachedFrom();
            }
            return record.state() == State.FINISHED && record.attempt() > 1
                    ? state + " at try " + record.attempt()
                    : state;
        });
    }

    private Optional<StageRecord> record(Stage stage) {
        return run == null ? Optional.empty() : run.stage(stage.name());
    }

    private static String shape(Stage stage, String label) {
        if (stage instanceof Stage.Gate) {
            return "{\"" + label + "\"}";
        }
        if (stage instanceof Stage.Each) {
            return "[[\"" + label + "\"]]";
        }
        if (stage instanceof Stage.Wait) {
            return "[/\"" + label + "\"/]";
        }
        return stage instanceof Stage.Approval ? "([\"" + label + "\"])" : "[\"" + label + "\"]";
    }

    private static String kind(Stage stage) {
        return stage.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
