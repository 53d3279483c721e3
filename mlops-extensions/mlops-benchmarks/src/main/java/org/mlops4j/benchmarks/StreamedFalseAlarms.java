// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SketchedProfile;

/**
 * How many windows of very many rows without any drift raise an alarm at the level 0.01 of the whole window. The rows
 * of both sides come page by page, the reference is learnt by a sketch and the window counted into its bins, so that
 * memory is that of a page. Numbers are compared by their counts then, by the chi-square test. Prints a row of a table
 * for each argument {@code reference rows x current rows x columns x windows}: alarms of the default policy, alarms by
 * the adjusted p-values alone, and the least of these.
 */
public final class StreamedFalseAlarms {

    private static final double LEVEL = 0.01;
    private static final int CELLS_OF_A_PAGE = 1_000_000;

    private StreamedFalseAlarms() {}

    /** Runs the simulations. */
    public static void main(String[] sizes) {
        System.out.println("| reference × current | columns | windows | default policy | p-values alone | least p |");
        System.out.println("|---|---|---|---|---|---|");
        for (String size : sizes) {
            int[] parts = Arrays.stream(size.split("x", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            System.out.println(row(parts[0], parts[1], parts[2], parts[3]));
        }
    }

    private static String row(int referenceRows, int currentRows, int columns, int windows) {
        int alarms = 0;
        int byChance = 0;
        double least = 1;
        for (int window = 0; window < windows; window++) {
            Random random = new Random(1_000_003L * referenceRows + 7L * columns + window);
            ReferenceProfile reference = reference(random, referenceRows, columns);
            DriftReport report =
                    Drift.between(reference, current(random, currentRows, reference), DriftPolicy.defaults());
            double smallest = report.columns().stream()
                    .mapToDouble(column -> column.adjustedPValue())
                    .min()
                    .orElse(1);
            alarms += report.verdict() == DriftVerdict.DRIFT ? 1 : 0;
            byChance += smallest < LEVEL ? 1 : 0;
            least = Math.min(least, smallest);
        }
        return String.format(
                Locale.ROOT,
                "| %,d × %,d | %d | %d | %d | %d | %.3f |",
                referenceRows,
                currentRows,
                columns,
                windows,
                alarms,
                byChance,
                least);
    }

    private static ReferenceProfile reference(Random random, int rows, int columns) {
        SketchedProfile sum = SketchedProfile.of(page(random, rows, 0, columns));
        for (int done = pageRows(columns); done < rows; done += pageRows(columns)) {
            sum = sum.plus(SketchedProfile.of(page(random, rows, done, columns)));
        }
        return sum.reference();
    }

    private static Profile current(Random random, int rows, ReferenceProfile reference) {
        int columns = reference.columns().size();
        Profile sum = reference.count(page(random, rows, 0, columns));
        for (int done = pageRows(columns); done < rows; done += pageRows(columns)) {
            sum = sum.plus(reference.count(page(random, rows, done, columns)));
        }
        return sum;
    }

    private static Table page(Random random, int rows, int done, int columns) {
        return UndriftedTables.next(random, Math.min(pageRows(columns), rows - done), columns);
    }

    private static int pageRows(int columns) {
        return CELLS_OF_A_PAGE / columns;
    }
}
