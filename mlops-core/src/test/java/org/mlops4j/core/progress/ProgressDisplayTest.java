// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.SettableClock;
import org.mlops4j.progress.Progress;

class ProgressDisplayTest {

    private final SettableClock clock = new SettableClock("2026-03-03T12:00:00Z");

    @Test
    void inATerminalOneLineChangesTenTimesASecondAtMost() {
        StringBuilder terminal = new StringBuilder();
        try (Progress.Work work = ProgressDisplay.terminal(terminal, clock).start("late-flights-1", 100)) {
            for (int done = 1; done <= 100; done++) {
                clock.advance(Duration.ofMillis(20));
                work.at(done);
            }
        }
        String[] shown = terminal.toString().split("\r");
        assertThat(shown).hasSize(1 + 20 + 1);
        assertThat(shown[1]).isEqualTo("late-flights-1 [=>                  ] 5/100  5 %  0 s, 2 s to go");
        assertThat(shown[21].stripTrailing())
                .isEqualTo("late-flights-1 [====================] 100/100  100 %  2 s, 50/s");
        assertThat(terminal).endsWith("\n").doesNotContain("\n\n");
    }

    @Test
    void aShorterLineCoversALongerOne() {
        StringBuilder terminal = new StringBuilder();
        TerminalLine line = new TerminalLine(terminal);
        line.show("a long one");
        line.showLast("short");
        assertThat(terminal.toString()).isEqualTo("\ra long one\rshort     \n");
    }

    @Test
    void inALogThereIsALineNowAndThenAndOneAtTheEnd() {
        List<String> log = new ArrayList<>();
        try (Progress.Work work = ProgressDisplay.log(log::add, clock).start("copy", Progress.UNKNOWN)) {
            IntStream.range(0, 90).forEach(done -> {
                clock.advance(Duration.ofSeconds(1));
                work.at(done);
            });
        }
        assertThat(log)
                .containsExactly(
                        "copy: 29, 30 s, 1.0/s",
                        "copy: 59, 1 min 0 s, 1.0/s",
                        "copy: 89, 1 min 30 s, 1.0/s",
                        "copy: 89, 1 min 30 s, 1.0/s");
    }

    @Test
    void quickWorkIsNotWorthALine() {
        List<String> log = new ArrayList<>();
        try (Progress.Work work = ProgressDisplay.log(log::add, clock).start("copy", 2)) {
            clock.advance(Duration.ofSeconds(29));
            work.at(2);
        }
        assertThat(log).isEmpty();
    }

    @Test
    void workGoesOnIfNobodyCanSeeIt() {
        Appendable broken = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("the terminal is gone");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("the terminal is gone");
            }

            @Override
            public Appendable append(char letter) throws IOException {
                throw new IOException("the terminal is gone");
            }
        };
        try (Progress.Work work = ProgressDisplay.terminal(broken, clock).start("w", 2)) {
            clock.advance(Duration.ofSeconds(1));
            work.at(1);
        }
    }

    @Test
    void moreThanTheTotalAndAClockThatGoesBackDoNoHarm() {
        assertThat(ProgressLine.of("w", 7, 5, Duration.ofSeconds(-3)))
                .isEqualTo("w [====================] 7/5  100 %  0 s");
        assertThat(ProgressLine.of("w", -1, 5, Duration.ofHours(2)))
                .startsWith("w [>")
                .contains("0 %  2 h 0 min");
    }
}
