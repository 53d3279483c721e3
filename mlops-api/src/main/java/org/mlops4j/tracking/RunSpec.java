// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * What a run is to be when it starts. Immutable; each method named after a part gives a changed copy.
 *
 * <pre>{@code
 * tracking.start(RunSpec.of("late-flights").named("deep trees").systemMetrics(Duration.ofSeconds(10)))
 * }</pre>
 */
public final class RunSpec {

    /** Names of runs are for people: any text up to this many characters. */
    public static final int NAME_CHARACTERS = 250;

    /** The artifact of {@link #sourceChanges()}. */
    public static final String SOURCE_CHANGES = "source-changes.diff";

    private final String experiment;
    private final @Nullable String name;
    private final @Nullable String parent;
    private final @Nullable Duration systemMetrics;
    private final boolean sourceChanges;

    private RunSpec(
            String experiment,
            @Nullable String name,
            @Nullable String parent,
            @Nullable Duration systemMetrics,
            boolean sourceChanges) {
        this.experiment = Name.require("experiment", experiment);
        this.name = name;
        this.parent = parent;
        this.systemMetrics = systemMetrics;
        this.sourceChanges = sourceChanges;
    }

    /**
     * {@return a run of an experiment, without a name and on its own}
     *
     * @param experiment by the rule of {@link Name#require}; made if new
     */
    public static RunSpec of(String experiment) {
        return new RunSpec(experiment, null, null, null, false);
    }

    /**
     * {@return this with a name for people; need not be unique}
     *
     * @param what 1 to {@value #NAME_CHARACTERS} characters, not blank, without control characters
     */
    public RunSpec named(String what) {
        if (what.isBlank() || what.length() > NAME_CHARACTERS || what.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidException("the name of a run has 1 to " + NAME_CHARACTERS
                    + " characters, is not blank and holds no control characters");
        }
        return new RunSpec(experiment, what, parent, systemMetrics, sourceChanges);
    }

    /** {@return this as a part of another run, which may have ended} */
    public RunSpec within(String run) {
        return new RunSpec(experiment, name, requireNonNull(run, "run"), systemMetrics, sourceChanges);
    }

    /**
     * {@return this with metrics of the process under {@code system/}: CPU load, heap, garbage collection, allocation,
     * threads}
     *
     * @param interval how often they are sampled, at least a second
     */
    public RunSpec systemMetrics(Duration interval) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "system metrics are sampled once a second at most, not every " + interval);
        }
        return new RunSpec(experiment, name, parent, interval, sourceChanges);
    }

    /**
     * {@return this with the changes of the Git work tree that are not committed, as artifact {@value #SOURCE_CHANGES}}
     * They are those that the process found at its first run, up to 8 MiB, without files that Git does not know. Their
     * digest and size are recorded of every run; ask for the text only if no secret can be in it. No artifact is made
     * if nothing is changed, or there is no {@code git} to ask.
     */
    public RunSpec sourceChanges() {
        return new RunSpec(experiment, name, parent, systemMetrics, true);
    }

    /** {@return the experiment} */
    public String experiment() {
        return experiment;
    }

    /** {@return the name, if there is one} */
    public Optional<String> findName() {
        return Optional.ofNullable(name);
    }

    /** {@return the id of the run that it is a part of, if it is nested} */
    public Optional<String> findParent() {
        return Optional.ofNullable(parent);
    }

    /** {@return how often system metrics are sampled, if they are} */
    public Optional<Duration> findSystemMetrics() {
        return Optional.ofNullable(systemMetrics);
    }

    /** {@return whether the changes of the work tree are kept} */
    public boolean keepsSourceChanges() {
        return sourceChanges;
    }
}
