// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.mlops4j.core.lease.Lease;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.Pipelines;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.testkit.crash.MortalMetadata;
import org.mlops4j.testkit.time.VirtualClock;

/**
 * A cached step, branches, a join, a gate, a wait, a step that fails at first and an approval, in a process that is
 * killed at a boundary of the journal.
 */
final class MortalPipeline {

    static final Document PARAMETERS = Document.object().with("depth", 6);

    /** Who signs off, which the author may not. */
    static final Actor REVIEWER = Actor.of("ben");

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** A run of any number of deaths needs fewer. */
    private static final int TURNS = 20;

    private MortalPipeline() {}

    /** {@return the pipeline} Its outputs do not depend on who ran it how often. */
    static Pipeline named(String name, Consumer<String> trace) {
        RetryPolicy soon = RetryPolicy.attempts(1_000).resting(Duration.ZERO, Duration.ZERO);
        AtomicInteger looks = new AtomicInteger();
        return data(name, trace)
                .concurrency(2)
                .step(
                        "left",
                        StepOptions.defaults().after("data"),
                        step -> traced(
                                trace, "left", Document.of(step.output("data").whole() * 2)))
                .step(
                        "right",
                        StepOptions.defaults().after("data"),
                        step -> traced(
                                trace, "right", Document.of(step.output("data").whole() * 3)))
                .gate(
                        "good",
                        step -> Verdict.pass(
                                "good",
                                traced(trace, "good", Document.list(step.output("left"), step.output("right")))))
                .await(
                        "labels",
                        BETWEEN_LOOKS,
                        step -> looks.incrementAndGet() == 1
                                ? Optional.empty()
                                : Optional.of(traced(trace, "labels", Document.of("there"))))
                .step("flaky", StepOptions.defaults().retry(soon), step -> {
                    if (step.attempt() == 1) {
                        throw new IOException("no connection");
                    }
                    return traced(trace, "flaky", step.output("good"));
                })
                .step("skipped", StepOptions.defaults().when(step -> false), step -> Document.nothing())
                .approval("sign-off", ApprovalPolicy.of(1))
                .step("promote", step -> traced(trace, "promote", large(step.output("flaky"))))
                .build();
    }

    /** {@return the beginning of the pipeline, whose result is cached} */
    static Pipeline.Builder data(String name, Consumer<String> trace) {
        return Pipeline.named(name)
                .step(
                        "data",
                        StepOptions.defaults().version("1").cached(),
                        step -> traced(trace, "data", step.parameters().get("depth")));
    }

    /** Directory, number of the commit, and whether the process is stopped before it, to be killed there. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            MetadataStore mortal = new MortalMetadata(
                    stores.metadata(),
                    Integer.parseInt(arguments[1]),
                    Boolean.parseBoolean(arguments[2]),
                    MortalPipeline::stop);
            try (Lease lease = new Lease(stores.metadata())) {
                VirtualClock clock = VirtualClock.at("2026-03-03T12:00:00Z");
                Claims claims = new Claims(lease);
                carryOn(
                        pipelines(mortal, stores, clock, claims, Actor.of("ana")),
                        pipelines(mortal, stores, clock, claims, REVIEWER),
                        () -> clock.advance(BETWEEN_LOOKS),
                        named("p", stage -> append(directory.resolve("traces"), stage)));
            }
        }
    }

    /** {@return pipelines in the name of an actor, whose process is mortal} */
    static Pipelines pipelines(
            MetadataStore mortal, EmbeddedStores stores, VirtualClock clock, Claims claims, Actor actor) {
        return PipelineProcess.on(stores, mortal, RunClocks.of(clock)).pipelines(claims, actor);
    }

    /**
     * Carries the first run of the pipeline on to its end, whoever had begun it.
     *
     * @param pass lets the time pass between two looks of a wait
     */
    static void carryOn(Pipelines owner, Pipelines reviewer, Runnable pass, Pipeline pipeline) {
        startOrResume(owner, pipeline);
        PipelineRun run = first(owner, pipeline);
        for (int turn = 0; turn < TURNS && !run.status().isFinal(); turn++) {
            if (waitsForPeople(run)) {
                reviewer.approve(run.id(), "looks good");
            }
            pass.run();
            owner.resumeAll(pipeline);
            run = first(owner, pipeline);
        }
    }

    private static PipelineRun first(Pipelines pipelines, Pipeline pipeline) {
        return pipelines.find(pipeline.name() + "-1").orElseThrow();
    }

    /** Not if the approval came before a death: then it is known when the run can go on. */
    private static boolean waitsForPeople(PipelineRun run) {
        return run.status() == PipelineRun.Status.WAITING
                && run.due() == null
                && run.stage("sign-off").isPresent();
    }

    private static void startOrResume(Pipelines pipelines, Pipeline pipeline) {
        if (pipelines.runs(pipeline.name()).isEmpty()) {
            pipelines.start(pipeline, PARAMETERS);
        } else {
            pipelines.resumeAll(pipeline);
        }
    }

    /** {@return an output that is a blob} */
    private static Document large(Document output) {
        return Document.list(output, Document.of("x".repeat(StageOutputs.INLINE)));
    }

    private static Document traced(Consumer<String> trace, String stage, Document output) {
        trace.accept(stage);
        return output;
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop() {
        System.out.println("at the boundary");
        System.out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
