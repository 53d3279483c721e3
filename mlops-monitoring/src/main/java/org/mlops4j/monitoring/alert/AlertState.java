// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/**
 * How far a rule has come with what one of its alerts can tell of: a signal, or all signals of a rule that takes them
 * together. Immutable: {@link #next} gives the state after one more window.
 *
 * @param members how each signal stands, by name
 * @param last the latest alert, active or resolved, {@code null} if there was none
 * @param told the end of the window by which the last alert was last told of, {@code null} if there was none
 */
record AlertState(
        SortedMap<String, Member> members,
        @Nullable Alert last,
        @Nullable Instant told) {

    static final AlertState START = new AlertState(new TreeMap<>(), null, null);

    AlertState {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    static AlertState from(Document document) {
        TreeMap<String, Member> members = new TreeMap<>();
        document.get("members").fields().forEach((name, member) -> members.put(name, Member.from(member)));
        return new AlertState(
                members,
                document.find("last").map(Alert::from).orElse(null),
                document.find("told").map(Document::instant).orElse(null));
    }

    /**
     * {@return what one more window does} Signals that are not measured any more are forgotten, and hold no alert.
     *
     * @param to the end of the window
     * @param signals what was measured of it, by name; may be none
     * @param families how far signals have come by this window
     */
    Step next(AlertRule rule, Instant to, List<Signal> signals, Families families) {
        SortedMap<String, Member> after = new TreeMap<>(members);
        List<Signal> held = new ArrayList<>();
        for (Signal signal : signals) {
            Member before = after.getOrDefault(signal.name(), Member.START);
            if (before.isNew(signal)) {
                Outcome outcome = rule.condition().judge(signal);
                Member member = before.next(rule.trigger(), signal, outcome);
                after.put(signal.name(), member);
                if (outcome != Outcome.NO_DATA && rule.hold().met(member.recent())) {
                    held.add(signal);
                }
            }
        }
        after.entrySet().removeIf(member -> member.getValue().leftBehind(member.getKey(), families));
        boolean over = after.values().stream().noneMatch(Member::raised);
        Optional<Alert> ended = ended(to).filter(alert -> over);
        AlertState state = new AlertState(after, ended.orElse(last), told);
        return new Step(state, ended, active().isPresent() || state.coolsDown(rule, to) ? List.of() : held, held);
    }

    /** {@return this state after an alert began} */
    AlertState begun(Alert alert) {
        return new AlertState(members, alert, alert.began());
    }

    /** {@return this state after its alert was told again} */
    AlertState reminded(Instant when) {
        return new AlertState(members, last, when);
    }

    /** {@return the alert that is going on, if any} */
    Optional<Alert> active() {
        return Optional.ofNullable(last).filter(Alert::active);
    }

    /** {@return the active alert as it is when it ends there} */
    Optional<Alert> ended(Instant when) {
        return active().map(alert -> alert.resolvedAt(when.isBefore(alert.began()) ? alert.began() : when));
    }

    /** {@return the active alert if it has gone on for so long that it is to be told again} */
    Optional<Alert> reminder(AlertRule rule, Instant to) {
        boolean due = told != null
                && !rule.pace().repeat().isZero()
                && !to.isBefore(told.plus(rule.pace().repeat()));
        return active().filter(alert -> due);
    }

    /** {@return whether nothing would be another without this state, once the family of its subject is there} */
    boolean forgettable(AlertRule rule, String subject, Families families) {
        return members.isEmpty()
                && active().isEmpty()
                && (last == null || families.reached(subject, last.began().plus(rule.coolDown())));
    }

    Document toDocument() {
        Document.Fields fields = Document.object();
        for (var member : members.entrySet()) {
            fields = fields.with(member.getKey(), member.getValue().toDocument());
        }
        Document.Fields document =
                Document.object().with("members", fields).withOptional("told", told == null ? null : told.toString());
        return last == null ? document : document.with("last", last.toDocument());
    }

    private boolean coolsDown(AlertRule rule, Instant to) {
        return last != null && to.isBefore(last.began().plus(rule.coolDown()));
    }

    /**
     * What one window did.
     *
     * @param state the state after it, before anything begins
     * @param ended the alert that was resolved, if any
     * @param causes the signals of the window that would begin an alert; none if nothing begins
     * @param held the signals of the window for which the rule holds
     */
    record Step(AlertState state, Optional<Alert> ended, List<Signal> causes, List<Signal> held) {}

    /**
     * How one signal stands.
     *
     * @param recent whether the condition held, in the latest windows with data, oldest first
     * @param from the beginning of the latest window, {@code null} before the first
     * @param seen its end, {@code null} before the first
     * @param raised whether the rule held and was not cleared since
     */
    record Member(
            List<Boolean> recent,
            @Nullable Instant from,
            @Nullable Instant seen,
            boolean raised) {

        private static final Member START = new Member(List.of(), null, null, false);

        Member {
            recent = List.copyOf(recent);
        }

        private static Member from(Document document) {
            return new Member(
                    document.get("recent").list().stream().map(Document::bool).toList(),
                    document.get("from").instant(),
                    document.get("seen").instant(),
                    document.get("raised").bool());
        }

        private boolean isNew(Signal signal) {
            return seen == null || signal.to().isAfter(seen);
        }

        private boolean leftBehind(String name, Families families) {
            return from != null && seen != null && families.leftBehind(name, from, seen);
        }

        private Member next(Trigger trigger, Signal signal, Outcome outcome) {
            if (outcome == Outcome.NO_DATA) {
                return new Member(recent, signal.from(), signal.to(), raised);
            }
            List<Boolean> windows = new ArrayList<>(recent);
            windows.add(outcome == Outcome.HOLDS);
            if (windows.size() > trigger.hold().outOf()) {
                windows.remove(0);
            }
            boolean met = trigger.hold().met(windows);
            return new Member(windows, signal.from(), signal.to(), met || (raised && !trigger.cleared(signal)));
        }

        private Document toDocument() {
            return Document.object()
                    .with(
                            "recent",
                            Document.list(recent.stream().map(Document::of).toList()))
                    .withOptional("from", from == null ? null : from.toString())
                    .withOptional("seen", seen == null ? null : seen.toString())
                    .with("raised", raised);
        }
    }
}
