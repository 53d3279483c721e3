// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredDocument;

/** What monitors stored, as the endpoint shows it. Costs a few queries for each monitor. */
final class MonitoringShown {

    private static final int ALERTS = 20;

    /** Enough for the windows of a day, and few enough to be read whenever somebody looks. */
    private static final int SIGNALS = 500;

    private static final String MONITOR = "monitor";

    private final MetadataStore metadata;

    MonitoringShown(MetadataStore metadata) {
        this.metadata = metadata;
    }

    /** {@return by monitor and name, the newest of each among the newest signals of the monitor} */
    SortedMap<String, SortedMap<String, SignalShown>> signals() {
        return metadata.read(reader -> {
            SortedMap<String, SortedMap<String, SignalShown>> monitors = new TreeMap<>();
            MetadataQuery first =
                    MetadataQuery.of(Signal.KIND).ascending(MONITOR).limit(1);
            Optional<StoredDocument> found = reader.query(first).stream().findFirst();
            while (found.isPresent()) {
                Document name = requireNonNull(found.get().attributes().get(MONITOR), MONITOR);
                monitors.put(name.text(), newest(reader, name));
                // From name to name, past all other signals of the same one.
                MetadataQuery next = first.where(MONITOR, Comparison.GREATER, name);
                found = reader.query(next).stream().findFirst();
            }
            return monitors;
        });
    }

    /** {@return the newest alerts, newest first} */
    List<AlertShown> alerts() {
        MetadataQuery newest = MetadataQuery.of(Alert.KIND).descending("began").limit(ALERTS);
        return metadata.read(reader -> reader.query(newest)).stream()
                .map(stored -> AlertShown.of(Alert.from(stored.body())))
                .toList();
    }

    private static SortedMap<String, SignalShown> newest(MetadataReader reader, Document monitor) {
        MetadataQuery newest = MetadataQuery.of(Signal.KIND)
                .where(MONITOR, Comparison.EQUAL, monitor)
                .descending("to")
                .limit(SIGNALS);
        SortedMap<String, SignalShown> signals = new TreeMap<>();
        for (StoredDocument stored : reader.query(newest)) {
            Signal signal = Signal.from(stored.body());
            signals.putIfAbsent(signal.name(), SignalShown.of(signal));
        }
        return signals;
    }

    /**
     * A measurement.
     *
     * @param value the number
     * @param rows how many rows it rests on
     * @param from the beginning of the window
     * @param to its end
     */
    record SignalShown(double value, long rows, Instant from, Instant to) {

        static SignalShown of(Signal signal) {
            return new SignalShown(signal.value(), signal.rows(), signal.from(), signal.to());
        }
    }

    /**
     * An alert.
     *
     * @param monitor whose rule it was
     * @param rule the rule
     * @param severity how bad
     * @param message for a person
     * @param began when
     * @param resolved when it was over, {@code null} while it goes on
     */
    record AlertShown(
            String monitor,
            String rule,
            String severity,
            String message,
            Instant began,
            @Nullable Instant resolved) {

        static AlertShown of(Alert alert) {
            return new AlertShown(
                    alert.monitor(),
                    alert.rule(),
                    alert.severity().name(),
                    alert.message(),
                    alert.began(),
                    alert.resolved());
        }
    }
}
