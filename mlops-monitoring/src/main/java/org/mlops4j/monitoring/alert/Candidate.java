// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.data.Digest;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;

/**
 * An alert that begins if nobody has its key.
 *
 * @param rule the rule that holds
 * @param subject what the alert is about, see {@link AlertRule#subjects}
 * @param causes the signals for which the rule holds, by name
 */
record Candidate(AlertRule rule, String subject, List<Signal> causes) {

    /** So many signals are named in a message. */
    private static final int NAMED = 5;

    /** So long may a signal be to be named in an id, which has room for 1,000 characters. */
    private static final int SHORT = 200;

    Alert alert(String monitor) {
        Signal worst = Collections.max(
                causes,
                Comparator.comparingDouble(Candidate::effect).thenComparing(Signal::name, Comparator.reverseOrder()));
        String about = subject.equals(rule.signal()) ? "" : "#" + shortened();
        return new Alert(
                monitor + "/" + rule.name() + about + "/" + worst.to(),
                monitor,
                rule.name(),
                rule.severity(),
                worst,
                rule.message().isEmpty() ? sentence() : rule.message(),
                worst.to(),
                null,
                rule.handling());
    }

    private static double effect(Signal cause) {
        double effect = SignalDetail.number(cause, SignalDetail.SEVERITY);
        return Double.isNaN(effect) ? Double.NEGATIVE_INFINITY : effect;
    }

    private String shortened() {
        return subject.length() <= SHORT ? subject : Digest.of(subject).hex();
    }

    private String sentence() {
        String first = subject + " is " + rule.condition().text() + rule.hold().text();
        if (rule.trigger().grouping() == Grouping.EACH) {
            return first + now(causes.get(0));
        }
        String named = causes.stream()
                .limit(NAMED)
                .map(cause -> cause.name() + now(cause))
                .collect(Collectors.joining(", "));
        return first + ": " + named + (causes.size() > NAMED ? " and " + (causes.size() - NAMED) + " more" : "");
    }

    private static String now(Signal signal) {
        return Double.isFinite(signal.value())
                ? " (now "
                        + new BigDecimal(signal.value())
                                .round(new MathContext(4))
                                .toPlainString() + ")"
                : "";
    }
}
