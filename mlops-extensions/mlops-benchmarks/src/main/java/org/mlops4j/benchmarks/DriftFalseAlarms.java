// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Correction;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftTest;
import org.mlops4j.monitoring.drift.DriftTests;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.ReferenceProfile;

/**
 * How many windows without any drift raise an alarm at the level 0.01 of the whole window: by the default policy, and
 * by the p-values of one test alone, corrected by Holm over all columns. Prints a row of a table for each argument
 * {@code reference rows x current rows x columns x windows}.
 */
public final class DriftFalseAlarms {

    private static final double LEVEL = 0.01;
    private static final List<String> TESTS = List.of(
            "ks",
            "anderson-darling",
            "cramer-von-mises",
            "kuiper",
            "mann-whitney",
            "welch-t",
            "levene",
            "epps-singleton",
            "chi-square",
            "g",
            "missing-share");

    private DriftFalseAlarms() {}

    /** Runs the simulations. */
    public static void main(String[] sizes) {
        System.out.println("| reference × current | columns | windows | default policy | "
                + TESTS.stream().map(test -> "`" + test + "`").collect(Collectors.joining(" | ")) + " |");
        System.out.println("|---|---|---|---|" + "---|".repeat(TESTS.size()));
        for (String size : sizes) {
            int[] parts = Arrays.stream(size.split("x", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            System.out.println(row(parts[0], parts[1], parts[2], parts[3]));
        }
    }

    private static String row(int referenceRows, int currentRows, int columns, int windows) {
        Map<String, Integer> alarms = new LinkedHashMap<>();
        alarms.put("policy", 0);
        TESTS.forEach(test -> alarms.put(test, 0));
        for (int window = 0; window < windows; window++) {
            Random random = new Random(1_000_003L * referenceRows + 7L * columns + window);
            ReferenceProfile reference = ReferenceProfile.of(table(random, referenceRows, columns));
            Table current = table(random, currentRows, columns);
            List<ColumnProfile> counted = reference.columns().stream()
                    .map(column -> reference.count(column, current))
                    .toList();
            if (Drift.between(reference, current, DriftPolicy.defaults()).verdict() == DriftVerdict.DRIFT) {
                alarms.merge("policy", 1, Integer::sum);
            }
            for (String test : TESTS) {
                alarms.merge(test, alarm(DriftTests.standard().require(test), reference, counted), Integer::sum);
            }
        }
        return String.format(Locale.ROOT, "| %,d × %,d | %d | %d | ", referenceRows, currentRows, columns, windows)
                + alarms.values().stream()
                        .map(count -> String.format(Locale.ROOT, "%.1f %%", 100.0 * count / windows))
                        .collect(Collectors.joining(" | "))
                + " |";
    }

    private static int alarm(DriftTest test, ReferenceProfile reference, List<ColumnProfile> counted) {
        List<Double> chances = new ArrayList<>();
        for (int column = 0; column < counted.size(); column++) {
            ColumnProfile before = reference.columns().get(column);
            if (test.appliesTo(before, counted.get(column))) {
                chances.add(test.measure(before, counted.get(column)).pValue());
            }
        }
        double[] adjusted = Correction.HOLM.adjust(
                chances.stream().mapToDouble(Double::doubleValue).toArray());
        return Arrays.stream(adjusted).anyMatch(p -> p < LEVEL) ? 1 : 0;
    }

    private static Table table(Random random, int rows, int columns) {
        List<Field> fields = new ArrayList<>();
        List<Column> data = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            boolean words = column % 8 >= 6;
            fields.add(Field.nullable("c" + column, words ? DataType.STRING : DataType.FLOAT64));
            data.add(words ? words(random, rows, column) : numbers(random, rows, column));
        }
        return Table.of(Schema.of(fields), data);
    }

    private static DoubleColumn numbers(Random random, int rows, int column) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = switch (column % 8) {
                case 0 -> random.nextGaussian();
                case 1 -> Math.exp(3 * random.nextGaussian());
                case 2 -> Math.floor(-3 * Math.log(1 - random.nextDouble()));
                case 3 -> random.nextInt(50) > 0 ? 0 : random.nextGaussian();
                case 4 -> random.nextInt(50) == 0 ? Double.NaN : cauchy(random);
                default -> 4;
            };
        }
        return DoubleColumn.of(values);
    }

    private static double cauchy(Random random) {
        double above = random.nextGaussian();
        return above / random.nextGaussian();
    }

    private static StringColumn words(Random random, int rows, int column) {
        Stream<String> words = column % 8 == 6
                ? Stream.generate(() -> "w" + (int) (Math.exp(random.nextDouble() * (1 + column)) - 1))
                : Stream.generate(() -> random.nextInt(10 + 50 * column) == 0 ? "rare" : "usual");
        return StringColumn.of(words.limit(rows).toArray(String[]::new));
    }
}
