// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** What a monitor keeps: its state, signals, alerts and what sinks have not taken yet. */
final class MonitorStore {

    private static final String STATE = "monitor";
    private static final String DELIVERY = "alert-delivery";

    private final Mlops mlops;
    private final String monitor;

    MonitorStore(Mlops mlops, String monitor) {
        this.mlops = mlops;
        this.monitor = monitor;
    }

    Optional<MonitorState> state() {
        return mlops.metadata().read(this::state);
    }

    boolean holds(Signal signal) {
        return mlops.metadata()
                .read(reader -> reader.find(Signal.KIND, id(signal)).isPresent());
    }

    /**
     * Stores one step of the monitor in one transaction.
     *
     * @param seen the state from which the step was taken, empty if there was none
     * @return whether it is stored; else the monitor has gone on in another thread or process
     */
    boolean commit(
            Optional<MonitorState> seen,
            MonitorState next,
            List<Signal> signals,
            List<Delivery> deliveries,
            List<Alert> events) {
        return mlops.audit().transact("monitor.evaluate", monitor, "", writer -> {
            if (!state(writer).equals(seen)) {
                return false;
            }
            writer.put(STATE, monitor, next.toDocument(), Map.of());
            for (Signal signal : signals) {
                writer.put(
                        Signal.KIND,
                        id(signal),
                        signal.toDocument(),
                        Map.of(
                                "monitor", Document.of(monitor),
                                "name", Document.of(signal.name()),
                                "to", Document.of(Times.nanos(signal.to()))));
            }
            events.forEach(alert -> writer.put(Alert.KIND, alert.id(), alert.toDocument(), attributes(alert)));
            deliveries.forEach(delivery -> put(writer, delivery));
            return true;
        });
    }

    /** {@return the signals of a name, oldest window first} */
    List<Signal> signals(String name) {
        return all(MetadataQuery.of(Signal.KIND)
                        .whereEqual("monitor", monitor)
                        .whereEqual("name", name)
                        .ascending("to"))
                .stream()
                .map(Signal::from)
                .toList();
    }

    /** {@return all signals, by window, then name} */
    List<Signal> signals() {
        return all(MetadataQuery.of(Signal.KIND).whereEqual("monitor", monitor).ascending("to")).stream()
                .map(Signal::from)
                .sorted(Comparator.comparing(Signal::to).thenComparing(Signal::name))
                .toList();
    }

    /** {@return all alerts in the order in which they began, then by id} */
    List<Alert> alerts() {
        return all(MetadataQuery.of(Alert.KIND).whereEqual("monitor", monitor).ascending("began")).stream()
                .map(Alert::from)
                .toList();
    }

    /** {@return what sinks have not taken yet, oldest first} */
    List<Delivery> deliveries() {
        return all(MetadataQuery.of(DELIVERY).whereEqual("monitor", monitor)).stream()
                .map(Delivery::from)
                .sorted(Comparator.comparing(Delivery::at).thenComparing(Delivery::id))
                .toList();
    }

    /**
     * Marks deliveries as tried, in one transaction.
     *
     * @param seen as they were read
     * @param tried the same, in the same order, as they shall be
     * @return whether it is stored; else one of them is gone or was tried by another process
     */
    boolean claim(List<Delivery> seen, List<Delivery> tried) {
        return mlops.audit().transact("monitor.deliver", monitor, "", writer -> {
            for (Delivery delivery : seen) {
                Optional<Delivery> stored = writer.find(DELIVERY, delivery.id())
                        .map(StoredDocument::body)
                        .map(Delivery::from);
                if (!stored.equals(Optional.of(delivery))) {
                    return false;
                }
            }
            tried.forEach(delivery -> put(writer, delivery));
            return true;
        });
    }

    /** Forgets deliveries that were told, or need not be. */
    void forget(List<Delivery> deliveries, String reason) {
        mlops.audit().transact("monitor.delivered", monitor, reason, writer -> {
            deliveries.forEach(delivery -> writer.delete(DELIVERY, delivery.id()));
            return deliveries.size();
        });
    }

    private static Map<String, Document> attributes(Alert alert) {
        Map<String, Document> attributes = new TreeMap<>();
        attributes.put("monitor", Document.of(alert.monitor()));
        attributes.put("rule", Document.of(alert.rule()));
        attributes.put("began", Document.of(Times.nanos(alert.began())));
        Instant resolved = alert.resolved();
        if (resolved != null) {
            attributes.put("resolved", Document.of(Times.nanos(resolved)));
        }
        return attributes;
    }

    private void put(MetadataWriter writer, Delivery delivery) {
        writer.put(DELIVERY, delivery.id(), delivery.toDocument(), Map.of("monitor", Document.of(monitor)));
    }

    private Optional<MonitorState> state(MetadataReader reader) {
        return reader.find(STATE, monitor).map(stored -> MonitorState.from(stored.body()));
    }

    private List<Document> all(MetadataQuery query) {
        return mlops.metadata().read(reader -> reader.queryAll(query)).stream()
                .map(StoredDocument::body)
                .toList();
    }

    private String id(Signal signal) {
        return monitor + "/" + signal.to() + "/" + signal.from() + "/" + signal.name();
    }
}
