// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.Locale;

/**
 * Prints the table of the guide to detectors: false alarms in stable streams of errors at a rate of 0.05, and the mean
 * delay until a rise is told, over 200 streams. Takes some minutes. The arguments are types of detectors; none means
 * all.
 */
final class DetectorTable {

    private static final double RATE = 0.05;
    private static final int STABLE = 1_000_000;
    private static final int STABLE_STREAMS = 10;
    private static final int BEFORE = 2_000;
    private static final int LONGEST_DELAY = 20_000;
    private static final int RUNS = 200;
    private static final double[] RISES = {0.05, 0.1, 0.2};

    private DetectorTable() {}

    public static void main(String... types) {
        for (DetectorDefinition definition : Detectors.against(RATE)) {
            // A bell curve is no likelihood of errors.
            boolean fits = !definition.equals(Bocpd.of(Bocpd.Likelihood.NORMAL));
            if (fits && (types.length == 0 || String.join(" ", types).contains(definition.type()))) {
                System.out.println(row(definition));
            }
        }
    }

    private static String row(DetectorDefinition definition) {
        long started = System.nanoTime();
        int alarms = 0;
        for (int stream = 0; stream < STABLE_STREAMS; stream++) {
            alarms += falseAlarms(definition, new Errors(1_000 + stream));
        }
        double nanos = (double) (System.nanoTime() - started) / STABLE_STREAMS / STABLE;
        StringBuilder row = new StringBuilder(
                String.format(Locale.ROOT, "| %s | %.1f |", definition.type(), (double) alarms / STABLE_STREAMS));
        for (double rise : RISES) {
            row.append(' ').append(delay(definition, rise)).append(" |");
        }
        return row.append(String.format(Locale.ROOT, " %.0f ns an update", nanos))
                .toString();
    }

    private static int falseAlarms(DetectorDefinition definition, Errors errors) {
        DriftDetector detector = definition.start();
        int alarms = 0;
        for (int i = 0; i < STABLE; i++) {
            alarms += detector.update(errors.next(RATE)) == DetectorState.DRIFT ? 1 : 0;
        }
        return alarms;
    }

    /** The delay of a run is until the first alarm after the rise; alarms before it are not counted here. */
    private static String delay(DetectorDefinition definition, double rise) {
        double sum = 0;
        int missed = 0;
        for (int run = 0; run < RUNS; run++) {
            int delay = delay(definition, rise, new Errors(run));
            sum += delay;
            missed += delay == LONGEST_DELAY ? 1 : 0;
        }
        String mean = String.format(Locale.ROOT, "%.0f", sum / RUNS);
        return missed == 0 ? mean : mean + " (" + missed + " missed)";
    }

    private static int delay(DetectorDefinition definition, double rise, Errors errors) {
        DriftDetector detector = definition.start();
        for (int i = 0; i < BEFORE; i++) {
            detector.update(errors.next(RATE));
        }
        int delay = 0;
        while (delay < LONGEST_DELAY) {
            delay++;
            if (detector.update(errors.next(RATE + rise)) == DetectorState.DRIFT) {
                break;
            }
        }
        return delay;
    }
}
