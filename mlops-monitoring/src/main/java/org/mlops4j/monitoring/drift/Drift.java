// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.profile.ColumnProfile;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SortedValues;

/** Compares data with a reference. Pure functions, safe to call from any thread. */
public final class Drift {

    private Drift() {}

    /** {@return the comparison of all columns of one table, but TIMESTAMP and VECTOR ones, with another's} */
    public static DriftReport between(Table reference, Table current, DriftPolicy policy) {
        return between(ReferenceProfile.of(reference), current, policy);
    }

    /**
     * {@return the comparison of the columns of a reference with a table}
     *
     * <p>Empty, constant and missing columns get a verdict like all others. Holds the values of one column at a time.
     *
     * @param current a column that it lacks, or that holds another kind of values, counts as missing in every row;
     *     further columns are ignored
     */
    public static DriftReport between(ReferenceProfile reference, Table current, DriftPolicy policy) {
        return between(reference, current.rowCount(), column -> reference.count(column, current), policy);
    }

    /**
     * {@return the comparison of a reference with data that were counted into its bins}
     *
     * @throws IncompatibleException if the profile lacks a column of the reference
     */
    public static DriftReport between(ReferenceProfile reference, Profile current, DriftPolicy policy) {
        return between(reference, current.rows(), column -> counted(column, current), policy);
    }

    private static DriftReport between(
            ReferenceProfile reference, long rows, Function<ColumnProfile, ColumnProfile> current, DriftPolicy policy) {
        List<Compared> compared = new ArrayList<>();
        for (ColumnProfile column : reference.columns()) {
            compared.add(Compared.of(column, current.apply(column), policy));
        }
        return new DriftReport(reference.rows(), rows, policy.alpha(), Compared.judge(compared, policy));
    }

    private static ColumnProfile counted(ColumnProfile column, Profile current) {
        ColumnProfile counted = current.find(column.name())
                .orElseThrow(() -> new IncompatibleException("the profile has no column '" + column.name()
                        + "'; count the data by the reference they are compared with"));
        if (!counted.histogram().bins().equals(column.histogram().bins())) {
            throw new IncompatibleException("column '" + column.name()
                    + "' was counted into other bins; count the data by the reference they are compared with");
        }
        return counted;
    }

    /** A column whose measurements wait for their p-values to be adjusted. */
    private record Compared(
            ColumnProfile reference,
            ColumnProfile current,
            List<DriftPolicy.Bound> bounds,
            List<Measurement> measurements,
            List<Measurement> distances) {

        static Compared of(ColumnProfile reference, ColumnProfile current, DriftPolicy policy) {
            List<DriftPolicy.Bound> bounds = new ArrayList<>();
            for (DriftTest.Aspect aspect : DriftTest.Aspect.values()) {
                policy.bounds().stream()
                        .filter(bound -> bound.test().aspect() == aspect)
                        .filter(bound -> bound.columns().include(reference))
                        .filter(bound -> bound.test().appliesTo(reference, current))
                        .findFirst()
                        .ifPresent(bounds::add);
            }
            List<Measurement> measurements = bounds.stream()
                    .map(bound -> bound.test().measure(reference, current))
                    .toList();
            List<Measurement> distances = policy.distances().stream()
                    .filter(test -> test.appliesTo(reference, current))
                    .map(test -> test.measure(reference, current))
                    .toList();
            return new Compared(reference, current.withValues(SortedValues.NONE), bounds, measurements, distances);
        }

        static List<ColumnDrift> judge(List<Compared> columns, DriftPolicy policy) {
            double[] adjusted = policy.correction()
                    .adjust(columns.stream()
                            .flatMap(column -> column.measurements.stream())
                            .mapToDouble(Measurement::pValue)
                            .toArray());
            // The strictest level that the correction may ask for, so that the needed rows are enough at any.
            double level = policy.alpha() / Math.max(1, adjusted.length);
            List<ColumnDrift> judged = new ArrayList<>();
            int next = 0;
            for (Compared column : columns) {
                List<DriftResult> results = new ArrayList<>();
                for (int i = 0; i < column.bounds.size(); i++) {
                    results.add(column.result(i, adjusted[next++], level, policy.alpha()));
                }
                judged.add(new ColumnDrift(
                        column.reference.withValues(SortedValues.NONE), column.current, results, column.distances));
            }
            return judged;
        }

        private DriftResult result(int index, double adjusted, double level, double alpha) {
            DriftPolicy.Bound bound = bounds.get(index);
            Measurement measured = measurements.get(index);
            double needed = bound.test().effectiveSizeFor(reference, bound.effect(), level);
            double n = measured.referenceRows();
            double m = measured.currentRows();
            DriftVerdict verdict = DriftVerdict.OK;
            if (measured.computable() && adjusted < alpha && measured.effect() >= bound.effect()) {
                verdict = DriftVerdict.DRIFT;
            } else if (Double.isNaN(adjusted) || !measured.computable() || n * m / (n + m) < needed) {
                verdict = DriftVerdict.INSUFFICIENT_DATA;
            }
            return new DriftResult(measured, adjusted, bound.effect(), verdict, (long) Math.ceil(2 * needed));
        }
    }
}
