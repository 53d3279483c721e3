// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * The drift detection method: the error rate and its standard deviation {@code p + s} against the least that they were
 * so far. Looks from the 30th value on. Quick at first and slow after a long stable time; on rare errors it alarms
 * often without a cause. For values from 0 to 1. Memory and time are constant.
 *
 * <p>As long as all values are the same there is no deviation to compare with, so the least is taken from values that
 * differ. (Taken literally, the paper's rule alarms at the first error after 30 values without one.)
 *
 * @param drift how many of the least standard deviations above the least rate are DRIFT, above 0
 * @param warning the same for WARNING, above 0 and less than {@code drift}
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1007/978-3-540-28645-5_29">J. Gama et al. (2004), Learning with drift detection</a>
 */
public record Ddm(double drift, double warning, Direction direction) implements DetectorDefinition {

    static final String TYPE = "ddm";

    private static final int WARM_UP = 30;

    /** Checks the parameters. */
    public Ddm {
        Parameters.requirePositive("drift", drift);
        Parameters.requirePositive("warning", warning);
        Parameters.requireLess("warning", warning, "drift", drift);
        requireNonNull(direction, "direction");
    }

    /** {@return drift 3 and warning 2, as in the paper; two-sided} */
    public static Ddm defaults() {
        return new Ddm(3, 2, Direction.BOTH);
    }

    static Ddm read(Document document) {
        return new Ddm(
                document.get("drift").number(),
                document.get("warning").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Ddm with(Direction changes) {
        return new Ddm(drift, warning, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new ErrorRate(drift, warning, WARM_UP), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("drift", drift)
                .with("warning", warning)
                .with("direction", Document.of(direction));
    }
}
