// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.pipeline.TriggerCause;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;

/**
 * What a trigger sees of its cause.
 *
 * @param there whether the cause is there
 * @param text what there is, for a person
 * @param position how far the stream is; 0 for alerts
 * @param active the ids of the alerts that are active, newest first; none for rows
 * @param evidence what a run that it starts is told
 */
record Occasion(boolean there, String text, long position, List<String> active, Document.Fields evidence) {

    /** An alert behind that many newer ones of its monitor is not looked at any more. */
    private static final int LATEST = 200;

    static Occasion of(MetadataReader reader, EventLog events, StoredTrigger trigger) {
        TriggerCause cause = trigger.trigger().cause();
        return cause instanceof TriggerCause.Alerts alerts
                ? alerts(reader, alerts, trigger)
                : rows(events, (TriggerCause.Rows) cause, trigger);
    }

    private static Occasion alerts(MetadataReader reader, TriggerCause.Alerts cause, StoredTrigger trigger) {
        MetadataQuery latest = MetadataQuery.of(Alert.KIND)
                .whereEqual("monitor", cause.monitor())
                .descending("began")
                .limit(LATEST);
        List<Alert> active = reader.query(latest).stream()
                .map(stored -> Alert.from(stored.body()))
                .filter(alert -> alert.active() && alert.severity().compareTo(cause.least()) >= 0)
                .filter(alert -> cause.findRule()
                        .filter(rule -> !rule.equals(alert.rule()))
                        .isEmpty())
                .toList();
        List<Alert> fresh = active.stream()
                .filter(alert -> !trigger.seen().contains(alert.id()))
                .toList();
        return new Occasion(
                !fresh.isEmpty(),
                String.join("; ", fresh.stream().map(Alert::message).toList()),
                0,
                active.stream().map(Alert::id).toList(),
                Document.object()
                        .with(
                                "alerts",
                                Document.texts(fresh.stream().map(Alert::id).toList())));
    }

    private static Occasion rows(EventLog events, TriggerCause.Rows cause, StoredTrigger trigger) {
        long position = events.position(cause.stream());
        long fresh = position - trigger.mark();
        return new Occasion(
                fresh >= cause.rows(),
                fresh + " new rows of '" + cause.stream() + "', " + cause.rows() + " are enough",
                position,
                List.of(),
                Document.object()
                        .with("stream", cause.stream())
                        .with("after", trigger.mark())
                        .with("to", position));
    }
}
