// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.quality;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.profile.CategoryBins;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.Tally;

/** Constraints read off a reference; {@link Quality#suggest} says which. */
record Suggestions(ReferenceProfile reference, long rows) {

    private static final double OUTSIDE = 0.01;
    private static final double OUTSIDE_ROWS = 15;

    /** Two samples of one size differ by their own errors: five are 3.5 of the standard errors of the difference. */
    private static final double STANDARD_ERRORS = 5;

    List<Constraint> constraints() {
        List<Constraint> constraints = new ArrayList<>();
        for (ColumnProfile column : reference.columns()) {
            if (column.tally().rows() > 0) {
                present(column, constraints);
                values(column, constraints);
            }
        }
        return List.copyOf(constraints);
    }

    private void present(ColumnProfile column, List<Constraint> constraints) {
        Tally tally = column.tally();
        constraints.add(Constraint.nullShare(column.name(), grown(tally.nulls(), tally.rows())));
        if (column.numeric() && tally.rows() > tally.nulls()) {
            long odd = tally.nans() + tally.negativeInfinities() + tally.positiveInfinities();
            constraints.add(Constraint.finite(column.name()).exceptShare(grown(odd, tally.rows() - tally.nulls())));
        }
    }

    private void values(ColumnProfile column, List<Constraint> constraints) {
        double outside = Math.min(
                1,
                Math.max(OUTSIDE, OUTSIDE_ROWS / Math.min(rows, column.tally().present())));
        if (column.numeric() && column.moments().count() > 0) {
            long odd = column.tally().rows()
                    - column.tally().nulls()
                    - column.moments().count();
            double oddShare = grown(odd, column.tally().rows() - column.tally().nulls());
            constraints.add(Constraint.between(
                            column.name(),
                            column.moments().min(),
                            column.moments().max())
                    .exceptShare(Math.min(1, outside + oddShare)));
        } else if (column.histogram().bins() instanceof CategoryBins bins
                && !bins.categories().isEmpty()
                && bins.categories().size() <= Quality.MOST_TEXTS
                && unseen(column) <= outside / 2) {
            constraints.add(Constraint.oneOf(column.name(), bins.categories()).exceptShare(outside));
        }
    }

    /** {@return the share of rows to come of categories that were never seen (I. J. Good, 1953)} */
    private static double unseen(ColumnProfile column) {
        double once =
                column.histogram().counts().stream().filter(count -> count == 1).count();
        return once / column.tally().present();
    }

    /** {@return a share that may grow, but not from nothing} */
    private double grown(long some, long all) {
        double share = (double) some / all;
        double chance = STANDARD_ERRORS * Math.sqrt(share * (1 - share) / Math.min(rows, all));
        return some == 0 ? 0 : Math.min(1, share + Math.max(DriftPolicy.DEFAULT_MISSING_SHARE, chance));
    }
}
