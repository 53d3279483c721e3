// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.search.Page;
import org.mlops4j.tracking.Environment;

/**
 * Runs pipelines and remembers them. Thread-safe. Every finished stage is a stored row before the next one begins.
 *
 * <p>A run has one owner at a time: the process that carries it on. When it dies, others may {@link #resume} the run;
 * an owner that was taken for dead and wakes up can no longer write. A process of the same machine is dead when the
 * operating system says so, one elsewhere when it has given no sign of life for 15 seconds.
 */
public interface Pipelines {

    /**
     * Starts a run and carries it on, in the calling thread, until it ends or waits.
     *
     * @param parameters what the steps can read
     * @return the run as it stands then
     * @throws org.mlops4j.error.ConflictException if this process was taken for dead meanwhile, and another carries the
     *     run on
     */
    PipelineRun start(Pipeline pipeline, Document parameters);

    /**
     * Stores a run for whoever works on the pipeline to take up, with the priority of the pipeline.
     *
     * @see #enqueue(Pipeline, Document, int)
     */
    default PipelineRun enqueue(Pipeline pipeline, Document parameters) {
        return enqueue(pipeline, parameters, pipeline.priority());
    }

    /**
     * Stores a run for whoever works on the pipeline to take up, by {@link #work} or {@link #resumeAll}, and returns at
     * once.
     *
     * <p>Whoever is free takes up the run of the greatest priority of those that can go on, and of equal ones the
     * oldest. So one of low priority waits as long as there are others: it does not rise with time. A run that is at
     * work is not interrupted for another, and what stages have {@linkplain StepOptions#exclusive for themselves} goes
     * to the first that asks, whatever its priority.
     *
     * @param parameters what the steps can read
     * @param priority the greater, the earlier
     * @return the run, which is {@link PipelineRun.Status#WAITING}
     */
    PipelineRun enqueue(Pipeline pipeline, Document parameters, int priority);

    /**
     * Carries a run on that waited, failed or was cut off by the death of its process. Finished stages are not done
     * again. A run that still has to wait stays as it is.
     *
     * @param pipeline the pipeline of the run; its stages must have the same names, in the same order, and wait for the
     *     same stages, people and versions
     * @throws org.mlops4j.error.NotFoundException if there is no such run
     * @throws org.mlops4j.error.IncompatibleException if the pipeline has other stages by now, or other code and asks
     *     for the {@link Pipeline.Builder#sameCode same}
     * @throws org.mlops4j.error.ConflictException if another thread or process is carrying it on
     */
    PipelineRun resume(Pipeline pipeline, String run);

    /**
     * Starts the runs of some pipelines that are due, and carries on, in the calling thread and one after the other,
     * all that can go on: their time has come, their last approval is there, or their process has died. Those of the
     * greatest priority come first; of equal ones those of the pipelines that are named first, and of these the oldest.
     * Failed runs stay as they are. A run that was started with other stages than its pipeline has by now is left out
     * and logged, and so is one of other code if its pipeline asks for the {@link Pipeline.Builder#sameCode same}.
     *
     * @return the runs that went on, as they stand then
     */
    List<PipelineRun> resumeAll(Pipeline... pipelines);

    /**
     * Does what {@link #resumeAll} does again and again in the background, in one thread a pipeline, until it or the
     * store is closed. Several processes may work on the same pipelines; each run is carried on by one.
     *
     * @return closing it interrupts the stages that are at work, notes that they are to be tried again, and waits for
     *     the threads to end
     */
    PipelineWorker work(Pipeline... pipelines);

    /**
     * Approves, in the name of the actor of this handle, the approval that a run waits for; {@link #resume} carries it
     * on.
     *
     * @param reason why
     * @throws org.mlops4j.error.RejectedException if the run does not wait for an approval, or this actor may not give
     *     it
     */
    PipelineRun approve(String run, String reason);

    /**
     * Takes an approval back that a run was given and has not passed yet. A run that was about to go on with it waits
     * again.
     *
     * @param actor whose approval
     * @param reason why
     * @throws org.mlops4j.error.RejectedException if the run does not wait for an approval, or went on with it already
     * @throws org.mlops4j.error.NotFoundException if there is no such run, or the actor has not approved it
     */
    PipelineRun revokeApproval(String run, Actor actor, String reason);

    /**
     * Ends a run for good. Stages that are at work are interrupted: at once in this process, within seconds in another.
     * Whatever they still find out is not stored.
     *
     * @param reason why
     * @return the run, which is {@link PipelineRun.Status#CANCELLED}
     * @throws org.mlops4j.error.RejectedException if it has ended already
     */
    PipelineRun cancel(String run, String reason);

    /**
     * Starts runs of a pipeline by a schedule, as long as somebody works on the pipeline; of runs that were missed
     * meanwhile, the last is made up for.
     *
     * @see #schedule(Pipeline, Schedule, Missed, Document.Fields)
     */
    default PipelineSchedule schedule(Pipeline pipeline, Schedule schedule) {
        return schedule(pipeline, schedule, Missed.last(), Document.object());
    }

    /**
     * Starts runs of a pipeline by a schedule, as long as somebody works on the pipeline by {@link #work} or
     * {@link #resumeAll}. A pipeline has one schedule; it is stored and holds until it is replaced or taken away.
     * Setting the same again changes nothing, so a program may do it whenever it starts.
     *
     * @param parameters what the runs are started with; the field {@code scheduled_for} is added, the instant at which
     *     the run was due
     * @return the schedule with the time of its next run
     */
    PipelineSchedule schedule(Pipeline pipeline, Schedule schedule, Missed missed, Document.Fields parameters);

    /**
     * Takes the schedule of a pipeline away. Runs that it has started go on.
     *
     * @param reason why
     * @throws org.mlops4j.error.NotFoundException if the pipeline has none
     */
    void unschedule(String pipeline, String reason);

    /** {@return the schedules by the names of their pipelines} */
    List<PipelineSchedule> schedules();

    /**
     * Starts runs of a pipeline when something happens, as long as somebody works on the pipeline by {@link #work} or
     * {@link #resumeAll}. A pipeline may have several triggers, one a cause; another one for the same cause takes over
     * what it remembers. Setting the same again changes nothing. The runs have the parameter {@code trigger}, which
     * names the alerts or the rows that started them.
     */
    void trigger(Pipeline pipeline, Trigger trigger);

    /**
     * Takes all triggers of a pipeline away. Runs that they have started go on.
     *
     * @param reason why
     * @throws org.mlops4j.error.NotFoundException if the pipeline has none
     */
    void untrigger(String pipeline, String reason);

    /** {@return the triggers of a pipeline, by the names of their causes} */
    List<Trigger> triggers(String pipeline);

    /** {@return what the triggers of a pipeline decided and why, newest first; all of it, see the pages for much} */
    List<TriggerDecision> decisions(String pipeline);

    /**
     * {@return some of what the triggers of a pipeline decided, newest first}
     *
     * @param limit how many at most, 1 to 1 000
     * @param after the {@link Page#next} of the page before, {@code null} for the first
     * @throws org.mlops4j.error.InvalidException if that is none
     */
    Page<TriggerDecision> decisions(String pipeline, int limit, @Nullable String after);

    /** {@return the run of that id, if there is one} */
    Optional<PipelineRun> find(String run);

    /**
     * Waits until a run is another than it was when it was seen: a stage has begun or ended, or the run has. For a
     * caller that shows how far a run is, in a thread of its own:
     *
     * <pre>{@code
     * for (PipelineRun run = pipelines.find(id).orElseThrow(); !run.status().isFinal(); ) {
     *     run = pipelines.awaitChange(run, Duration.ofMinutes(1));
     *     show(run);
     * }
     * }</pre>
     *
     * <p>A run that ends as FAILED is not final, since it can be resumed. What happens in this process is seen at once,
     * what happens in another as soon as the {@link org.mlops4j.spi.MetadataStore#await store} tells. Several changes
     * at once may be seen as one. Costs a read of the run for each commit to the store.
     *
     * @param seen the run as it was seen last
     * @param timeout how long to wait at most, of elapsed time; zero looks once
     * @return the run as it stands now, equal to the one that was seen if the time ran out
     * @throws InterruptedException if the thread is interrupted
     * @throws org.mlops4j.error.NotFoundException if there is no such run in this store
     */
    PipelineRun awaitChange(PipelineRun seen, Duration timeout) throws InterruptedException;

    /** {@return the environment of a digest that {@link StageOrigins} names, if the store has it} */
    Optional<Environment> findEnvironment(Digest digest);

    /** {@return the runs of a pipeline, newest first; all of them with all their stages, see the pages for many} */
    List<PipelineRun> runs(String pipeline);

    /**
     * {@return some runs of a pipeline, newest first} Runs that begin meanwhile move no page.
     *
     * @param limit how many at most, 1 to 1 000
     * @param after the {@link Page#next} of the page before, {@code null} for the first
     * @throws org.mlops4j.error.InvalidException if that is none
     */
    Page<PipelineRun> runs(String pipeline, int limit, @Nullable String after);
}
