// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.drift.ColumnDrift;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.report.ReportContent.Comparison;

/** Half a year of weeks of flights with 21 features, some of which drift; made up, but tested and profiled for real. */
final class FlightsReport {

    static final Instant START = Instant.parse("2013-08-05T00:00:00Z");
    static final int WEEKS = 22;

    private static final List<String> NUMBERS = List.of(
            "dep_delay_last",
            "dep_delay_1h",
            "dep_delay_24h",
            "carrier_delay_7d",
            "route_delay_7d",
            "origin_queue",
            "dest_queue",
            "distance",
            "scheduled_hour",
            "wind_speed",
            "wind_gust",
            "visibility",
            "pressure",
            "temperature",
            "humidity",
            "precipitation",
            "plane_age",
            "seats");
    private static final List<String> TEXTS = List.of("carrier", "origin", "day_of_week");
    private static final List<String> CARRIERS = List.of("UA", "B6", "EV", "DL", "AA", "MQ", "US", "9E", "WN", "VX");

    private FlightsReport() {}

    static ReportContent content() {
        Random random = new Random(20130805);
        ReferenceProfile reference = ReferenceProfile.of(week(random, 0, 6_000));
        ReportContent.Builder content = ReportContent.builder("Flight delays: the last 22 weeks", START, from(WEEKS))
                .subject("flight-delay v2, live");
        List<Signal> signals = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            int rows = 5_600 + random.nextInt(900);
            DriftReport drift = Drift.between(reference, week(random, week, rows), DriftPolicy.defaults());
            for (ColumnDrift column : drift.columns()) {
                signals.add(drift(week, rows, column));
                signals.add(signal(
                        "missing." + column.column(),
                        week,
                        column.current().tally().missingShare(),
                        rows));
            }
            signals.add(signal("drift.columns", week, drift.drifted().size(), rows));
            signals.add(signal("volume", week, rows, rows));
            performance(signals, random, week, rows);
            if (week == WEEKS - 1) {
                content.comparisons(drift.columns().stream().map(Comparison::of).toList());
            }
        }
        Signal low = signals.stream()
                .filter(s -> s.name().equals("performance.auc") && s.from().equals(from(19)))
                .findFirst()
                .orElseThrow();
        Signal early = signals.stream()
                .filter(s -> s.name().equals("performance.log_loss") && s.from().equals(from(6)))
                .findFirst()
                .orElseThrow();
        return content.signals(signals)
                .bound("performance.auc", 0.68, "alert below")
                .bound("performance.log_loss", 0.55, "alert above")
                .marker(from(0), "v1")
                .marker(from(9), "v2")
                .alerts(List.of(
                        alert("a1", "auc-low", Alert.Severity.CRITICAL, low, null),
                        alert("a2", "log-loss-high", Alert.Severity.WARNING, early, from(9))))
                .section(
                        "What happened",
                        List.of("The reference is the training data of v2. Storms in December changed the weather"
                                + " features, and a source of gusts fails in part since week 17."),
                        List.of(
                                List.of("Version", "Trained on", "AUC", "Decision"),
                                List.of("v1", "2013-01 to 2013-07", "0.712", "replaced"),
                                List.of("v2", "2013-01 to 2013-10", "0.731", "live")))
                .build();
    }

    static Instant from(int week) {
        return START.plus(Duration.ofDays(7L * week));
    }

    static Signal signal(String name, int week, double value, long rows) {
        return new Signal(name, from(week), from(week + 1), value, rows, Document.object());
    }

    private static Alert alert(
            String id, String rule, Alert.Severity severity, Signal signal, @Nullable Instant resolved) {
        String message = Series.heading(signal.name()) + " was " + Figures.number(signal.value()) + " in the week of "
                + Figures.time(signal.from());
        return new Alert(id, "flights", rule, severity, signal, message, signal.to(), resolved);
    }

    private static Signal drift(int week, long rows, ColumnDrift column) {
        DriftResult worst = column.results().get(0);
        Document detail = Document.object()
                .with("verdict", column.verdict().name())
                .with("adjusted_p", worst.adjustedPValue())
                .with("test", worst.measurement().test())
                .with("unit", worst.measurement().unit().symbol());
        return new Signal(
                "drift." + column.column(),
                from(week),
                from(week + 1),
                worst.measurement().effect(),
                rows,
                detail);
    }

    private static void performance(List<Signal> signals, Random random, int week, long rows) {
        double auc = 0.725 - (week < 9 ? 0.004 * week : 0) - (week > 16 ? 0.015 * (week - 16) : 0);
        double loss = 0.49 + (week < 9 ? 0.009 * week : 0) + (week > 16 ? 0.012 * (week - 16) : 0);
        Document.Fields around = Document.object();
        double noisy = auc + 0.006 * random.nextGaussian();
        signals.add(new Signal(
                "performance.auc",
                from(week),
                from(week + 1),
                noisy,
                rows,
                around.with("low", noisy - 0.014).with("high", noisy + 0.014)));
        double lossy = loss + 0.006 * random.nextGaussian();
        signals.add(new Signal(
                "performance.log_loss",
                from(week),
                from(week + 1),
                lossy,
                rows,
                around.with("low", lossy - 0.012).with("high", lossy + 0.012)));
        signals.add(signal("performance.calibration_error", week, 0.02 + 0.01 * random.nextDouble(), rows));
        signals.add(signal(
                "performance.base_rate", week, week == 12 ? Double.NaN : 0.2 + 0.05 * random.nextDouble(), rows));
    }

    private static Table week(Random random, int week, int rows) {
        List<Field> fields = Stream.concat(
                        NUMBERS.stream().map(name -> Field.nullable(name, DataType.FLOAT64)),
                        TEXTS.stream().map(name -> Field.nullable(name, DataType.STRING)))
                .toList();
        List<Column> columns = new ArrayList<>();
        for (int f = 0; f < NUMBERS.size(); f++) {
            columns.add(numbers(random, f, week, rows));
        }
        columns.add(texts(random, CARRIERS, week > 12 ? 0.25 : 0.4, rows));
        columns.add(texts(random, List.of("EWR", "JFK", "LGA"), 0.1, rows));
        columns.add(texts(random, List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), 0, rows));
        return Table.of(Schema.of(fields.toArray(Field[]::new)), columns);
    }

    private static DoubleColumn numbers(Random random, int feature, int week, int rows) {
        double drift = feature % 5 == 4 ? Math.max(0, week - 10) * 0.07 : feature % 4 == 1 ? week * 0.012 : 0;
        boolean failing = NUMBERS.get(feature).equals("wind_gust") && week > 16;
        return DoubleColumn.of(IntStream.range(0, rows)
                .mapToDouble(i -> {
                    double value = random.nextGaussian() + drift;
                    if (failing && random.nextDouble() < 0.15) {
                        return Double.NaN;
                    }
                    return switch (feature % 4) {
                        case 0 -> Math.max(0, value * 20);
                        case 1 -> Math.exp(3 + 0.5 * value);
                        case 2 -> Math.rint(12 + 4 * value);
                        default -> 1000 + 8 * value;
                    };
                })
                .toArray());
    }

    private static StringColumn texts(Random random, List<String> words, double skew, int rows) {
        return StringColumn.of(IntStream.range(0, rows)
                .mapToObj(i -> words.get((int) (words.size() * Math.pow(random.nextDouble(), 1 + 2 * skew))))
                .toArray(String[]::new));
    }
}
