// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The story in the terminal: a heading for each act, a line for each step, and a progress line that updates in place.
 */
final class Story {

    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private boolean progressShown;

    Story(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void act(String title) {
        print("");
        print(String.format(Locale.ROOT, "%s  %s", elapsed(), title));
    }

    void line(String format, Object... args) {
        String text = String.format(Locale.ROOT, format, args);
        lines.add(text);
        print("        " + text);
    }

    /** Shows how far a long step is; in a log, rather than a terminal, a line for each tenth. */
    void progress(String what, int percent) {
        if (terminal) {
            out.printf(
                    Locale.ROOT, "\r        [%-40s] %3d %%  %s\u001b[K", "#".repeat(percent * 40 / 100), percent, what);
            out.flush();
            progressShown = true;
        } else if (percent % 10 == 0) {
            print(String.format(Locale.ROOT, "        … %3d %%  %s", percent, what));
        }
    }

    /** {@return all lines so far without headings and progress} */
    List<String> lines() {
        return List.copyOf(lines);
    }

    private String elapsed() {
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        return String.format(Locale.ROOT, "%02d:%02d ", time.toMinutes(), time.toSecondsPart());
    }

    private void print(String text) {
        if (progressShown) {
            out.print("\r\u001b[K");
            progressShown = false;
        }
        out.println(text);
    }
}
