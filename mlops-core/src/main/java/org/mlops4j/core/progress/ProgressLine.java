// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.progress;

import java.time.Duration;
import java.util.Locale;
import org.mlops4j.progress.Progress;

/** The words for how far some work is. */
final class ProgressLine {

    private static final int CELLS = 20;

    private ProgressLine() {}

    static String of(String what, long done, long total, Duration elapsed) {
        if (total == Progress.UNKNOWN) {
            return what + ": " + done + ", " + words(elapsed) + rate(done, elapsed);
        }
        double share = Math.min(1, Math.max(0, (double) done / total));
        int full = (int) (share * CELLS);
        String bar = "=".repeat(full) + (full < CELLS ? ">" + " ".repeat(CELLS - full - 1) : "");
        return what + " [" + bar + "] " + done + "/" + total + "  " + (int) (share * 100) + " %  " + words(elapsed)
                + rate(done, elapsed) + remaining(share, elapsed);
    }

    /** {@return how many steps a second, once there was a second} */
    private static String rate(long done, Duration elapsed) {
        double rate = done / Math.max(1, elapsed.toMillis() / 1_000.0);
        return done <= 0 || elapsed.toMillis() < 1_000
                ? ""
                : String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate);
    }

    private static String remaining(double share, Duration elapsed) {
        if (share <= 0 || share >= 1 || elapsed.isNegative() || elapsed.isZero()) {
            return "";
        }
        double seconds = elapsed.toMillis() / 1_000.0 * (1 - share) / share;
        return seconds > Duration.ofDays(365).toSeconds()
                ? ""
                : ", " + words(Duration.ofSeconds(Math.round(seconds))) + " to go";
    }

    private static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        } else if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
}
