// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.progress;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.mlops4j.progress.Progress;
import org.slf4j.LoggerFactory;

/**
 * Progress as lines of text, each piece of work at most once in a period, and once at its end; work that is over before
 * the first period is not worth a line.
 */
public final class ProgressDisplay implements Progress {

    private static final Duration IN_A_TERMINAL = Duration.ofMillis(100);
    private static final Duration IN_A_LOG = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Duration period;
    private final Consumer<String> running;
    private final Consumer<String> ended;

    private ProgressDisplay(InstantSource clock, Duration period, Consumer<String> running, Consumer<String> ended) {
        this.clock = requireNonNull(clock, "clock");
        this.period = period;
        this.running = running;
        this.ended = ended;
    }

    /** {@return one line that changes if there is a terminal to see it, otherwise a line of the log now and then} */
    public static Progress automatic(InstantSource clock) {
        return Terminal.isThere() ? terminal(System.err, clock) : log(clock);
    }

    /** {@return one line that changes, ten times a second at most} */
    static Progress terminal(Appendable out, InstantSource clock) {
        TerminalLine line = new TerminalLine(out);
        return new ProgressDisplay(clock, IN_A_TERMINAL, line::show, line::showLast);
    }

    /** {@return lines of the log, two a minute at most} */
    static Progress log(InstantSource clock) {
        Consumer<String> info = LoggerFactory.getLogger(Progress.class)::info;
        return log(info, clock);
    }

    static Progress log(Consumer<String> lines, InstantSource clock) {
        return new ProgressDisplay(clock, IN_A_LOG, lines, lines);
    }

    @Override
    public Work start(String what, long total) {
        return new Shown(requireNonNull(what, "what"), total, clock.instant());
    }

    /** A piece of work; whoever comes when the period is over shows it, the others pass by. */
    private final class Shown implements Work {

        private final String what;
        private final long total;
        private final Instant began;
        private final AtomicReference<Instant> next;
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile long latest;

        Shown(String what, long total, Instant began) {
            this.what = what;
            this.total = total;
            this.began = began;
            this.next = new AtomicReference<>(began.plus(period));
        }

        @Override
        public void at(long done) {
            latest = done;
            Instant now = clock.instant();
            Instant due = next.get();
            if (!now.isBefore(due) && !closed.get() && next.compareAndSet(due, now.plus(period))) {
                running.accept(line(now));
            }
        }

        @Override
        public void close() {
            Instant now = clock.instant();
            boolean wasQuick = now.isBefore(began.plus(period));
            if (closed.compareAndSet(false, true) && !wasQuick) {
                ended.accept(line(now));
            }
        }

        private String line(Instant now) {
            return ProgressLine.of(what, latest, total, Duration.between(began, now));
        }
    }
}
