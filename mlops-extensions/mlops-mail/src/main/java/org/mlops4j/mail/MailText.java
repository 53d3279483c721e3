// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Handling;
import org.mlops4j.monitoring.Signal;

/**
 * Alerts as the subject, the plain text and the HTML of a mail. Nothing that an alert holds becomes a line or a tag.
 */
final class MailText {

    /** So many alerts are told of in one mail; a mail is no report. */
    static final int MOST = 100;

    private static final int SUBJECT = 150;

    private final List<Alert> alerts;

    MailText(List<Alert> alerts) {
        this.alerts = List.copyOf(alerts);
    }

    String subject() {
        String what = alerts.size() == 1 ? oneLine(alerts.get(0).message()) : counts();
        String monitors =
                alerts.stream().map(Alert::monitor).distinct().limit(3).collect(Collectors.joining(", "));
        String subject = "[" + state() + "] " + oneLine(monitors) + ": " + what;
        return subject.length() <= SUBJECT ? subject : subject.substring(0, SUBJECT) + "…";
    }

    String plain() {
        StringBuilder text = new StringBuilder();
        for (Alert alert : shown()) {
            text.append(state(alert))
                    .append("  ")
                    .append(oneLine(alert.message()))
                    .append('\n');
            facts(alert)
                    .forEach((name, value) -> text.append("  ")
                            .append(name)
                            .append(": ")
                            .append(value)
                            .append('\n'));
            text.append('\n');
        }
        return text.append(rest()).toString();
    }

    String html() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body style=\"font-family:sans-serif\">\n");
        for (Alert alert : shown()) {
            html.append("<h3>")
                    .append(escaped(state(alert) + ": " + oneLine(alert.message())))
                    .append("</h3>\n<table cellpadding=\"3\">\n");
            facts(alert)
                    .forEach((name, value) -> html.append("<tr><td>")
                            .append(escaped(name))
                            .append("</td><td>")
                            .append(name.equals("Runbook") ? link(value) : escaped(value))
                            .append("</td></tr>\n"));
            html.append("</table>\n");
        }
        return html.append("<p>")
                .append(escaped(rest()))
                .append("</p>\n</body></html>\n")
                .toString();
    }

    private List<Alert> shown() {
        return alerts.subList(0, Math.min(MOST, alerts.size()));
    }

    private String rest() {
        return alerts.size() > MOST ? "and " + (alerts.size() - MOST) + " more" : "";
    }

    /** {@return the worst severity of what goes on} */
    private String state() {
        return alerts.stream()
                .filter(Alert::active)
                .max(Comparator.comparing(Alert::severity))
                .map(MailText::state)
                .orElse("resolved");
    }

    private static String state(Alert alert) {
        return alert.active() ? alert.severity().name() : "resolved";
    }

    private String counts() {
        long active = alerts.stream().filter(Alert::active).count();
        long resolved = alerts.size() - active;
        String first = active == 0 ? "" : counted(active) + (resolved == 0 ? "" : ", ");
        return first + (resolved == 0 ? "" : counted(resolved) + " resolved");
    }

    private static String counted(long number) {
        return number == 1 ? "1 alert" : number + " alerts";
    }

    private static Map<String, String> facts(Alert alert) {
        Map<String, String> facts = new LinkedHashMap<>();
        Signal signal = alert.signal();
        Handling handling = alert.handling();
        facts.put("Monitor", alert.monitor());
        facts.put("Rule", alert.rule());
        facts.put("Signal", signal.name() + " = " + number(signal.value()) + " in " + signal.rows() + " rows");
        facts.put("Window", signal.from() + " to " + signal.to());
        facts.put("Began", alert.began().toString());
        Instant resolved = alert.resolved();
        facts.put("Resolved", resolved == null ? "" : resolved.toString());
        facts.put("Owner", handling.owner());
        facts.put("Runbook", handling.findRunbook().map(Object::toString).orElse(""));
        handling.tags().forEach((key, value) -> facts.put("Tag " + key, value));
        facts.put("Id", alert.id());
        facts.values().removeIf(String::isEmpty);
        facts.replaceAll((name, value) -> oneLine(value));
        return facts;
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(4)).toPlainString()
                : Double.toString(value);
    }

    /** The address of a runbook is one of http or https: {@link Handling} takes no other. */
    private static String link(String address) {
        return "<a href=\"" + escaped(address) + "\">" + escaped(address) + "</a>";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
