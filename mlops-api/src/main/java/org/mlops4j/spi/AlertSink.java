// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.util.List;
import org.mlops4j.monitoring.Alert;

/**
 * Where alerts go: a log, a web hook, a pager, a pipeline. Called by the monitor after the alert is stored, by one
 * thread at a time for each monitor.
 *
 * <p><b>At least once.</b> A sink that throws is told again later, and so is one that was being told when the process
 * died. What it is told again has the same {@link Alert#id()}. It may also be told again by another process that runs
 * the same monitor if it takes more than a minute, so a sink that waits needs a shorter timeout.
 *
 * <p><b>In order.</b> A sink is told that an alert was resolved only after it took that it began. Another alert does
 * not wait for one that the sink does not take.
 *
 * <p><b>Apart.</b> A sink that throws does not stop the evaluation or other sinks. One that is slow does not either,
 * once the monitor runs by itself.
 */
@FunctionalInterface
public interface AlertSink {

    /** Takes an alert that began, goes on, or was resolved. May be called again with the same {@link Alert#id()}. */
    void send(Alert alert);

    /**
     * Takes the alerts that one window began or resolved, so that a sink can make one message of them. By itself it
     * calls {@link #send} for one after the other. If it throws, all of them are told again: five times together, then
     * each by itself, so that one which the sink cannot take does not keep the others from it.
     *
     * @param alerts one or more, in the order in which they are to be told
     */
    default void sendAll(List<Alert> alerts) {
        alerts.forEach(this::send);
    }
}
