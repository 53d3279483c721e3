// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.nio.file.Path;
import org.mlops4j.Mlops;
import org.mlops4j.monitoring.watch.Monitor;

/** The report of the weekly monitor with the story of the run. */
final class FlightsReport {

    private final Mlops mlops;
    private final Monitor monitor;
    private final Story story;

    FlightsReport(Mlops mlops, Monitor monitor, Story story) {
        this.mlops = mlops;
        this.monitor = monitor;
        this.story = story;
    }

    void write(Path file) {
        story.line(
                "%d signals, %d alerts → %s %s",
                monitor.signals().size(), monitor.alerts().size(), file, mlops.actor());
    }
}
