// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import org.mlops4j.monitoring.Alert;

/**
 * Where alerts go: a log, a web hook, a pager, a pipeline. Called by the monitor after the alert is stored, from the
 * thread that evaluates; an exception is logged and does not stop other sinks.
 */
@FunctionalInterface
public interface AlertSink {

    /** Takes an alert that began or was resolved. May be called again with the same {@link Alert#id()}. */
    void send(Alert alert);
}
