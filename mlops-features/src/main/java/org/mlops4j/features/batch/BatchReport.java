// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import java.time.Duration;
import org.mlops4j.registry.ModelVersion;

/**
 * What a batch did.
 *
 * @param version that scored
 * @param rows how many rows the output holds by now
 * @param resumedAfter how many of them an earlier attempt had left there
 * @param rejected how many rows of this attempt could not be scored; the output says why
 * @param elapsed how long this attempt took
 */
public record BatchReport(ModelVersion version, long rows, long resumedAfter, long rejected, Duration elapsed) {

    /** {@return how many rows a second this attempt scored} */
    public double rowsPerSecond() {
        return (rows - resumedAfter) / Math.max(1e-9, elapsed.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return rows + " rows scored by " + version + (resumedAfter > 0 ? ", " + resumedAfter + " of them before" : "")
                + ", " + rejected + " rejected, " + Math.round(rowsPerSecond()) + " rows/s";
    }
}
