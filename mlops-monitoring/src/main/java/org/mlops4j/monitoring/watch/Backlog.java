// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mlops4j.monitoring.Alert;

/**
 * What a sink has not been told yet, sorted out. What is silenced waits until the silence is over; an alert that began
 * and was resolved meanwhile is never told. A reminder is told if nothing else of its alert waits, and nobody has
 * acknowledged it.
 *
 * @param open what may be told, in the order in which it was given
 * @param idle what need not be told any more
 */
record Backlog(List<Delivery> open, List<Delivery> idle) {

    /**
     * {@return the backlog of one sink}
     *
     * @param waiting oldest first
     */
    static Backlog of(List<Delivery> waiting, Predicate<Alert> silenced, Predicate<Alert> acknowledged) {
        Map<String, List<Delivery>> byAlert = new LinkedHashMap<>();
        waiting.forEach(delivery -> byAlert.computeIfAbsent(delivery.alert().id(), id -> new ArrayList<>())
                .add(delivery));
        List<Delivery> told = new ArrayList<>(waiting);
        List<Delivery> idle = new ArrayList<>();
        for (List<Delivery> ofAlert : byAlert.values()) {
            boolean quiet = silenced.test(ofAlert.get(0).alert());
            idle.addAll(quiet ? idleInSilence(ofAlert) : idle(ofAlert, acknowledged));
            if (quiet) {
                told.removeAll(ofAlert);
            }
        }
        told.removeAll(idle);
        return new Backlog(told, idle);
    }

    private static List<Delivery> idleInSilence(List<Delivery> ofAlert) {
        Delivery last = ofAlert.get(ofAlert.size() - 1);
        // One that was tried may have been heard of, so its end is to be heard of too.
        boolean unheard = ofAlert.get(0).alert().active()
                && !ofAlert.get(0).reminds()
                && ofAlert.get(0).attempts() == 0;
        return unheard && !last.alert().active()
                ? ofAlert
                : ofAlert.stream().filter(Delivery::reminds).toList();
    }

    private static List<Delivery> idle(List<Delivery> ofAlert, Predicate<Alert> acknowledged) {
        Delivery last = ofAlert.get(ofAlert.size() - 1);
        boolean alone = ofAlert.stream().allMatch(Delivery::reminds);
        return ofAlert.stream()
                .filter(Delivery::reminds)
                .filter(delivery -> !alone || delivery != last || acknowledged.test(delivery.alert()))
                .toList();
    }
}
