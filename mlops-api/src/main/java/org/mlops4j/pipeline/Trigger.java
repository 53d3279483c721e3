// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;

/**
 * Starts runs of a pipeline when something happens, but not too often. Immutable; data that can be stored.
 *
 * <p>Beside what is set here, a trigger never starts a run while another of the same pipeline is under way, or of one
 * that {@link Pipeline.Builder#makes makes} the same. What holds a trigger back does not make it forget: when it is
 * over and the cause still there, the run starts.
 *
 * <pre>{@code
 * Trigger.onAlert("late-flights").coolDown(Duration.ofDays(3)).atMost(2, Duration.ofDays(7))
 * }</pre>
 *
 * @param cause what it looks at
 * @param coolDown how long it rests after it has started a run
 * @param most how many runs it starts at most within {@code per}
 * @param per the time for which that counts
 * @param freezes times in which it starts nothing
 * @param breaker how many rejected runs in a row of the pipeline, whoever started them, make it stop until a run got
 *     through
 * @param work for how long stages of the pipeline may have been at work within {@code per}, whoever started their runs,
 *     {@code null} for any time; waits and approvals do not count
 * @param cpu how much CPU time stages of the pipeline may have used within {@code per}, whoever started their runs,
 *     {@code null} for any
 */
public record Trigger(
        TriggerCause cause,
        Duration coolDown,
        int most,
        Duration per,
        List<Freeze> freezes,
        int breaker,
        @Nullable Duration work,
        @Nullable Duration cpu) {

    /** What a trigger rests if it does not say. */
    public static final Duration DEFAULT_COOL_DOWN = Duration.ofHours(1);

    /** How many runs a trigger starts a day if it does not say. */
    public static final int DEFAULT_RUNS_A_DAY = 3;

    /** How many rejected runs in a row stop a trigger if it does not say: by then a person should look. */
    public static final int DEFAULT_BREAKER = 3;

    /** Checks the limits. */
    public Trigger {
        requireNonNull(cause, "cause");
        freezes = List.copyOf(freezes);
        if (coolDown.isNegative()) {
            throw new IllegalArgumentException("a cool-down is not negative, was " + coolDown);
        }
        if (most < 1 || most > 1_000 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException(
                    "a trigger starts 1 to 1000 runs in some time, not " + most + " in " + per);
        }
        if (breaker < 1 || breaker > 1_000) {
            throw new IllegalArgumentException("1 to 1000 rejected runs stop a trigger, not " + breaker);
        }
        requireSome("work", work);
        requireSome("CPU time", cpu);
    }

    private static void requireSome(String what, @Nullable Duration budget) {
        if (budget != null && (budget.isNegative() || budget.isZero())) {
            throw new IllegalArgumentException("a budget of " + what + " is more than no time, was " + budget);
        }
    }

    /** {@return a trigger with the defaults} */
    public static Trigger on(TriggerCause cause) {
        return new Trigger(
                cause,
                DEFAULT_COOL_DOWN,
                DEFAULT_RUNS_A_DAY,
                Duration.ofDays(1),
                List.of(),
                DEFAULT_BREAKER,
                null,
                null);
    }

    /** {@return a trigger by active alerts of a monitor, warnings and worse} */
    public static Trigger onAlert(String monitor) {
        return on(new TriggerCause.Alerts(monitor, null, Alert.Severity.WARNING));
    }

    /** {@return a trigger by new rows of a stream of the event log, such as labels} */
    public static Trigger onRows(String stream, long rows) {
        return on(new TriggerCause.Rows(stream, rows));
    }

    /** {@return this trigger with another rest after each run} */
    public Trigger coolDown(Duration rest) {
        return new Trigger(cause, rest, most, per, freezes, breaker, work, cpu);
    }

    /** {@return this trigger with another budget} */
    public Trigger atMost(int runs, Duration within) {
        return new Trigger(cause, coolDown, runs, within, freezes, breaker, work, cpu);
    }

    /** {@return this trigger with one more time in which it starts nothing} */
    public Trigger frozen(Freeze freeze) {
        List<Freeze> more = new ArrayList<>(freezes);
        more.add(freeze);
        return new Trigger(cause, coolDown, most, per, more, breaker, work, cpu);
    }

    /** {@return this trigger with another number of rejected runs that stop it} */
    public Trigger breaker(int rejections) {
        return new Trigger(cause, coolDown, most, per, freezes, rejections, work, cpu);
    }

    /**
     * {@return this trigger with a budget of time} It starts nothing once stages of the pipeline were at work for
     * longer within the time of {@link #atMost}. What is under way is not interrupted.
     */
    public Trigger workAtMost(Duration time) {
        return new Trigger(cause, coolDown, most, per, freezes, breaker, requireNonNull(time, "time"), cpu);
    }

    /**
     * {@return this trigger with a budget of CPU time} It starts nothing once stages of the pipeline used as much
     * within the time of {@link #atMost}, as measured for {@link PipelineRun.Attempt#cpu}; a try of which that is not
     * known counts as long as it took. What is under way is not interrupted.
     */
    public Trigger cpuAtMost(Duration time) {
        return new Trigger(cause, coolDown, most, per, freezes, breaker, work, requireNonNull(time, "time"));
    }

    /** {@return the trigger whose {@link #toDocument()} this is} */
    public static Trigger from(Document document) {
        return new Trigger(
                TriggerCause.from(document.get("cause")),
                Duration.parse(document.get("cool_down").text()),
                Math.toIntExact(document.get("most").whole()),
                Duration.parse(document.get("per").text()),
                document.get("freezes").list().stream().map(Freeze::from).toList(),
                Math.toIntExact(document.get("breaker").whole()),
                document.find("work").map(work -> Duration.parse(work.text())).orElse(null),
                document.find("cpu").map(cpu -> Duration.parse(cpu.text())).orElse(null));
    }

    /** {@return the form in which triggers are stored} */
    public Document toDocument() {
        return Document.object()
                .with("cause", cause.toDocument())
                .with("cool_down", coolDown.toString())
                .with("most", most)
                .with("per", per.toString())
                .with(
                        "freezes",
                        Document.list(freezes.stream().map(Freeze::toDocument).toList()))
                .with("breaker", breaker)
                .withOptional("work", work == null ? null : work.toString())
                .withOptional("cpu", cpu == null ? null : cpu.toString());
    }
}
