// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/**
 * What people do about the alerts of a store, whichever monitor raised them: look, acknowledge, silence. Each change is
 * audited in the name of {@link Mlops#actor()}, and heeded by the monitors of all processes when they next tell their
 * sinks. Thread-safe.
 *
 * <pre>{@code
 * Alerts alerts = Alerts.of(mlops.as(Actor.of("ana")));
 * alerts.acknowledge(alerts.active().get(0).id(), "the feed of Monday was late");
 * alerts.silence(AlertMatcher.all().signal("drift.*"), Duration.ofHours(6), "backfill of the weather feed");
 * }</pre>
 */
public final class Alerts {

    private static final String SILENCE = "alert-silence";
    private static final String ACKNOWLEDGEMENT = "alert-acknowledgement";

    private final Mlops mlops;

    private Alerts(Mlops mlops) {
        this.mlops = mlops;
    }

    /** {@return the alerts of a store} */
    public static Alerts of(Mlops mlops) {
        return new Alerts(requireNonNull(mlops, "mlops"));
    }

    /** {@return the alerts that go on, in the order in which they began, then by id} */
    public List<Alert> active() {
        return all(MetadataQuery.of(Alert.KIND)
                        .where(new MetadataCondition.Present("resolved").negated())
                        .ascending("began"))
                .map(Alert::from)
                .filter(Alert::active)
                .toList();
    }

    /** {@return the alert of an id} */
    public Optional<Alert> find(String id) {
        return document(Alert.KIND, id).map(Alert::from);
    }

    /**
     * Says that somebody takes care of an alert: it is not told again while it goes on, only when it is resolved.
     * Another acknowledgement takes the place of the one before, which the audit log keeps.
     *
     * @param alert its id
     * @param note what there is to say; may be empty
     * @throws NotFoundException if there is no such alert
     */
    public Acknowledgement acknowledge(String alert, String note) {
        Acknowledgement acknowledgement =
                new Acknowledgement(alert, mlops.actor(), mlops.clock().instant(), note);
        return mlops.audit().transact("alert.acknowledge", alert, note, writer -> {
            if (writer.find(Alert.KIND, alert).isEmpty()) {
                throw new NotFoundException("there is no alert '" + alert + "'");
            }
            writer.put(ACKNOWLEDGEMENT, alert, acknowledgement.toDocument(), Map.of());
            return acknowledgement;
        });
    }

    /** {@return who takes care of an alert, if anybody does} */
    public Optional<Acknowledgement> findAcknowledgement(String alert) {
        return document(ACKNOWLEDGEMENT, alert).map(Acknowledgement::from);
    }

    /**
     * Tells nobody of some alerts from now on.
     *
     * @param length for how long, more than nothing
     * @param reason not blank
     */
    public Silence silence(AlertMatcher matcher, Duration length, String reason) {
        Instant now = mlops.clock().instant();
        return silence(matcher, now, now.plus(length), reason);
    }

    /**
     * Tells nobody of some alerts for some time, such as that of planned work.
     *
     * @param from from when; may be past
     * @param to until when, exclusive
     * @param reason not blank
     * @throws InvalidException if it would be over already, or end before it begins
     */
    public Silence silence(AlertMatcher matcher, Instant from, Instant to, String reason) {
        Instant now = mlops.clock().instant();
        if (!to.isAfter(now)) {
            throw new InvalidException("a silence until " + to + " would be over: it is " + now);
        }
        Silence silence = new Silence(matcher, from, to, mlops.actor(), now, reason);
        return mlops.audit().transact("alert.silence", silence.id(), reason, writer -> put(writer, silence));
    }

    /**
     * Ends a silence now. What goes on is told when monitors next tell their sinks.
     *
     * @param id see {@link Silence#id}
     * @param reason why; may be empty
     * @return the silence as it is by now
     * @throws NotFoundException if there is no such silence, or it is over
     */
    public Silence endSilence(String id, String reason) {
        Instant now = mlops.clock().instant();
        return mlops.audit().transact("alert.end-silence", id, reason, writer -> {
            Silence silence = writer.find(SILENCE, id)
                    .map(stored -> Silence.from(stored.body()))
                    .filter(found -> found.to().isAfter(now))
                    .orElseThrow(() -> new NotFoundException("there is no silence '" + id + "' that is not over"));
            return put(writer, silence.until(now));
        });
    }

    /** {@return the silences that are not over: those that began and those to come, by beginning, then id} */
    public List<Silence> silences() {
        Document now = Document.of(Times.nanos(mlops.clock().instant()));
        return all(MetadataQuery.of(SILENCE).where("to", MetadataQuery.Comparison.GREATER, now))
                .map(Silence::from)
                .sorted(Comparator.comparing((Silence silence) -> silence.from())
                        .thenComparing(Silence::id))
                .toList();
    }

    private static Silence put(MetadataWriter writer, Silence silence) {
        writer.put(SILENCE, silence.id(), silence.toDocument(), Map.of("to", Document.of(Times.nanos(silence.to()))));
        return silence;
    }

    private Optional<Document> document(String kind, String id) {
        return mlops.metadata().read(reader -> reader.find(kind, id)).map(StoredDocument::body);
    }

    private Stream<Document> all(MetadataQuery query) {
        return mlops.metadata().read(reader -> reader.queryAll(query)).stream().map(StoredDocument::body);
    }
}
