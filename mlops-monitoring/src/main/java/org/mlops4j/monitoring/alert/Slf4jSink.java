// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import org.mlops4j.monitoring.Alert;
import org.mlops4j.spi.AlertSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes alerts to the log; that one is resolved, at level INFO. Thread-safe. */
public final class Slf4jSink implements AlertSink {

    private static final Logger LOG = LoggerFactory.getLogger(Slf4jSink.class);

    private final Logger log;
    private final Level level;

    private Slf4jSink(Logger log, Level level) {
        this.log = log;
        this.level = level;
    }

    /** {@return a sink at level WARN} */
    public static Slf4jSink warn() {
        return at(LOG, Level.WARN);
    }

    /** {@return a sink at level ERROR} */
    public static Slf4jSink error() {
        return at(LOG, Level.ERROR);
    }

    /** {@return a sink into a logger at a level} */
    public static Slf4jSink at(Logger log, Level level) {
        return new Slf4jSink(requireNonNull(log, "log"), requireNonNull(level, "level"));
    }

    @Override
    public void send(Alert alert) {
        if (alert.active()) {
            log.atLevel(level)
                    .log("{} alert of {} began {}: {}", alert.severity(), alert.monitor(), alert.began(), line(alert));
        } else {
            log.info("alert of {} was resolved {}: {}", alert.monitor(), alert.resolved(), line(alert));
        }
    }

    /** Keeps a message from forging lines of the log. */
    private static String line(Alert alert) {
        return alert.message().replaceAll("\\p{Cntrl}", " ");
    }
}
