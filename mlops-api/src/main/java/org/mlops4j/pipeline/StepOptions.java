// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;

/**
 * How a step or a gate is done, beside what it does: after which others, how often, how long, whether at all.
 *
 * <pre>{@code
 * .step("train", StepOptions.defaults().retry(RetryPolicy.attempts(3)).timeout(Duration.ofHours(2)), this::train)
 * }</pre>
 *
 * @param after the stages that must have ended before, or {@code null} for all that were added before
 * @param retry what happens if it throws
 * @param timeout how long one try may take, or {@code null} for ever
 * @param when whether it is done at all, or {@code null} for always
 * @param version of its code; a run that was started with another version of an unfinished pipeline is not resumed. Or
 *     {@code null}
 * @param cache what it reads beside parameters and outputs, if results of earlier runs may be taken; {@code null} if
 *     not
 * @param takenOver whether its recorded output is taken over when a run is reproduced
 * @param varying the fields of its output that need not be the same when a run is reproduced
 * @param priority which of the stages that can begin does, the greatest first
 * @param exclusive what no other stage of whatever run may use at the same time, or {@code null}
 */
public record StepOptions(
        @Nullable List<String> after,
        RetryPolicy retry,
        @Nullable Duration timeout,
        @Nullable Condition when,
        @Nullable String version,
        @Nullable Contents cache,
        boolean takenOver,
        Set<String> varying,
        int priority,
        @Nullable String exclusive) {

    private static final StepOptions DEFAULTS =
            new StepOptions(null, RetryPolicy.NEVER, null, null, null, null, false, Set.of(), 0, null);

    /** Copies the names and checks the limit. */
    public StepOptions {
        requireNonNull(retry, "retry");
        after = after == null ? null : List.copyOf(after);
        varying = Set.copyOf(varying);
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("a stage needs some time, the limit was " + timeout);
        }
        if (exclusive != null) {
            Name.require("resource", exclusive);
        }
    }

    /** {@return one try without a limit, after all stages that were added before} */
    public static StepOptions defaults() {
        return DEFAULTS;
    }

    /** {@return these options for a stage that waits for some stages only; for none, it begins at once} */
    public StepOptions after(String... stages) {
        return after(List.of(stages));
    }

    StepOptions after(List<String> stages) {
        return new StepOptions(stages, retry, timeout, when, version, cache, takenOver, varying, priority, exclusive);
    }

    /** {@return these options with another policy for failures} */
    public StepOptions retry(RetryPolicy policy) {
        return new StepOptions(after, policy, timeout, when, version, cache, takenOver, varying, priority, exclusive);
    }

    /**
     * {@return these options with a limit of elapsed time for each try} A try that takes longer is interrupted and has
     * failed; one that does not heed the interruption goes on holding its thread, but its result no longer counts.
     */
    public StepOptions timeout(Duration limit) {
        return new StepOptions(
                after,
                retry,
                requireNonNull(limit, "limit"),
                when,
                version,
                cache,
                takenOver,
                varying,
                priority,
                exclusive);
    }

    /** {@return these options for a stage that is skipped if a condition does not hold when its turn comes} */
    public StepOptions when(Condition condition) {
        return new StepOptions(
                after,
                retry,
                timeout,
                requireNonNull(condition, "condition"),
                version,
                cache,
                takenOver,
                varying,
                priority,
                exclusive);
    }

    /** {@return these options with a version of the code, such as {@code "3"}} */
    public StepOptions version(String code) {
        return new StepOptions(
                after,
                retry,
                timeout,
                when,
                requireNonNull(code, "code"),
                cache,
                takenOver,
                varying,
                priority,
                exclusive);
    }

    /**
     * {@return these options for a step whose result is taken from an earlier run if its code has the same version, and
     * its parameters, the outputs that it can see, the release of Java and the kind of machine are the same} Only for
     * steps that read nothing else.
     */
    public StepOptions cached() {
        return cached(step -> Document.nothing());
    }

    /**
     * {@return these options for a step whose result is taken from an earlier run as for {@link #cached()}, if also
     * what it reads is the same}
     *
     * @param contents digests of all that it reads, such as files: of their bytes, not of their names
     */
    public StepOptions cached(Contents contents) {
        return new StepOptions(
                after,
                retry,
                timeout,
                when,
                version,
                requireNonNull(contents, "contents"),
                takenOver,
                varying,
                priority,
                exclusive);
    }

    /**
     * {@return these options for a step that is not done again when its run is reproduced, such as one that promotes a
     * version or sends a message} Its recorded output is taken over then.
     */
    public StepOptions once() {
        return new StepOptions(after, retry, timeout, when, version, cache, true, varying, priority, exclusive);
    }

    /**
     * {@return these options for a step some fields of whose output are others each time, such as the id of a tracking
     * run or how long something took} A reproduction does not compare them; of a list of items, in none of the items.
     *
     * @param fields names of fields of the output, which is an object
     */
    public StepOptions varying(String... fields) {
        return new StepOptions(
                after, retry, timeout, when, version, cache, takenOver, Set.of(fields), priority, exclusive);
    }

    /**
     * {@return these options for a stage that begins before others that could begin too} Counts where more stages can
     * begin than {@link Pipeline.Builder#concurrency} lets; those of equal priority begin in the order of the pipeline.
     *
     * @param first the greater, the earlier; 0 if nothing is said
     */
    public StepOptions priority(int first) {
        return new StepOptions(after, retry, timeout, when, version, cache, takenOver, varying, first, exclusive);
    }

    /**
     * {@return these options for a stage that uses something for itself, such as the memory that a training needs} Of
     * all stages of the store that name the same, of whatever run and pipeline, one is at work at a time. The others
     * wait in the store, hold no thread, and are tried again when it is free. Not for waits, which are hardly ever at
     * work.
     *
     * @param resource what it uses, by the rule of {@link Name#require}
     */
    public StepOptions exclusive(String resource) {
        return new StepOptions(
                after,
                retry,
                timeout,
                when,
                version,
                cache,
                takenOver,
                varying,
                priority,
                requireNonNull(resource, "resource"));
    }

    /** What a step reads. */
    @FunctionalInterface
    public interface Contents {

        /** {@return a document that differs if what is read differs} An exception counts as one of the stage. */
        Document of(StepContext step) throws Exception;
    }

    /** Whether a stage is done. May be asked again after a crash. */
    @FunctionalInterface
    public interface Condition {

        /** {@return whether the stage is done} An exception counts as one of the stage. */
        boolean holds(StepContext step) throws Exception;
    }
}
