// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Tracking;

/** The endpoints under {@code mlflow/metrics}. */
final class MetricRoutes {

    private static final int PAGE = 25_000;
    private static final Comparator<MetricPoint> ORDER = Comparator.comparingLong(MetricPoint::step)
            .thenComparing(MetricPoint::time)
            .thenComparing(MetricPoint::value, Double::compare);

    private final Tracking tracking;
    private final OpenRuns runs;

    MetricRoutes(Tracking tracking, OpenRuns runs) {
        this.tracking = tracking;
        this.runs = runs;
    }

    void addTo(Routes routes) {
        routes.add("GET", "mlflow/metrics/get-history", this::history);
    }

    private Document history(Arguments arguments) {
        String run = runs.load(RunRoutes.id(arguments)).id();
        String key = Name.requireKey("metric", arguments.text("metric_key"));
        int limit = arguments.limit("max_results", PAGE, PAGE);
        Optional<MetricPoint> after = arguments.findText("page_token").map(MetricRoutes::position);
        List<MetricPoint> rest = tracking.metric(run, key).stream()
                .filter(point -> after.isEmpty() || ORDER.compare(point, after.get()) > 0)
                .toList();
        List<MetricPoint> page = rest.subList(0, Math.min(limit, rest.size()));
        Document.Fields answer = Wire.withList(
                Document.object(),
                "metrics",
                page.stream().map(point -> RunAnswer.point(key, point)).toList());
        return rest.size() <= limit ? answer : answer.with("next_page_token", token(page.get(limit - 1)));
    }

    /** A page goes on behind a point rather than at a count, so points that are logged meanwhile shift nothing. */
    private static String token(MetricPoint last) {
        return last.step() + "_" + last.time() + "_" + Double.doubleToLongBits(last.value());
    }

    private static MetricPoint position(String token) {
        String[] parts = token.split("_", 3);
        try {
            return new MetricPoint(
                    Long.parseLong(parts[0]),
                    Instant.parse(parts[1]),
                    Double.longBitsToDouble(Long.parseLong(parts[2])));
        } catch (NumberFormatException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            throw new InvalidException("'page_token' is not one that this server gave", e);
        }
    }
}
