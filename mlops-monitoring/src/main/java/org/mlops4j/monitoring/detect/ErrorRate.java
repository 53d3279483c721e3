// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;

/** The error rate {@code p} of {@link Ddm}, its standard deviation {@code s}, and both where their sum was least. */
final class ErrorRate implements ChangeTest {

    private final double drift;
    private final double warning;
    private final long warmUp;
    private long count;
    private double errors;
    private double leastRate = Double.POSITIVE_INFINITY;
    private double leastDeviation;

    ErrorRate(double drift, double warning, long warmUp) {
        this.drift = drift;
        this.warning = warning;
        this.warmUp = warmUp;
    }

    @Override
    public DetectorState next(double value) {
        count++;
        errors += value;
        if (count < warmUp) {
            return DetectorState.STABLE;
        }
        double p = errors / count;
        double s = Math.sqrt(p * (1 - p) / count);
        if (s == 0) {
            return DetectorState.STABLE;
        }
        if (p + s < leastRate + leastDeviation) {
            leastRate = p;
            leastDeviation = s;
        }
        if (p + s > leastRate + drift * leastDeviation) {
            return DetectorState.DRIFT;
        }
        return p + s > leastRate + warning * leastDeviation ? DetectorState.WARNING : DetectorState.STABLE;
    }

    long count() {
        return count;
    }

    /** Takes the next rate for the least. */
    void forgetLeast() {
        leastRate = Double.POSITIVE_INFINITY;
        leastDeviation = 0;
    }

    @Override
    public void restart() {
        count = 0;
        errors = 0;
        forgetLeast();
    }

    @Override
    public Document save() {
        return Document.object()
                .with("count", count)
                .with("errors", errors)
                .with("leastRate", leastRate)
                .with("leastDeviation", leastDeviation);
    }

    @Override
    public void load(Document saved) {
        count = saved.get("count").whole();
        errors = saved.get("errors").number();
        leastRate = saved.get("leastRate").number();
        leastDeviation = saved.get("leastDeviation").number();
    }
}
