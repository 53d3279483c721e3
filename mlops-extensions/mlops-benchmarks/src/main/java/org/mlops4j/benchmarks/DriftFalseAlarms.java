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
            ReferenceProfile reference = ReferenceProfile.of(UndriftedTables.next(random, referenceRows, columns));
            Table current = UndriftedTables.next(random, currentRows, columns);
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
}
