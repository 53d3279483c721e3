// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mlops4j.monitoring.report.Section;

/** The story in the terminal: a heading for each act, a line for each step, a line for each tenth of a long step. */
final class Story {

    private final PrintStream out;
    private final long began = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private String shown = "";

    Story(PrintStream out) {
        this.out = out;
    }

    void act(String title) {
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        out.println();
        out.println(String.format(Locale.ROOT, "%02d:%02d   %s", time.toMinutes(), time.toSecondsPart(), title));
        lines.add(title + ":");
    }

    void line(String format, Object... args) {
        String text = String.format(Locale.ROOT, format, args);
        lines.add(text);
        out.println("        " + text);
    }

    /** Tells how far a long step is; only full tenths are shown, each once. */
    void progress(String what, int percent) {
        String tenth = String.format(Locale.ROOT, "        … %3d %%", percent);
        if (percent % 10 == 0 && !tenth.equals(shown)) {
            shown = tenth;
            out.println(tenth + "  " + what);
        }
    }

    /** {@return the story so far as a part of a report} */
    Section section() {
        Section section = Section.titled("What happened");
        for (String line : lines) {
            section = section.text(line);
        }
        return section;
    }

    /** {@return all headings and lines so far, without progress} */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
