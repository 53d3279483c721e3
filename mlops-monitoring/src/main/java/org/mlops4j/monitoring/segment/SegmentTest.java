// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.segment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;

/**
 * Which segments of a table drifted: its rows are parted by the value of one column, by its quarters if it holds
 * numbers, and each part is compared with the same part of the reference. The level of the policy holds for all
 * segments and the mix of them together: each gets an equal share of it (Bonferroni), so which are compared follows
 * from their sizes alone.
 *
 * @param policy by which the columns of a segment are judged
 * @param leastRows how many rows a segment needs in the reference and now, at least 1; smaller ones are told, not
 *     compared
 * @param mostSegments how many segments are compared, at least 1; of more, the largest
 */
public record SegmentTest(DriftPolicy policy, int leastRows, int mostSegments) {

    /** With fewer, a column can hardly show a change that matters. */
    public static final int DEFAULT_LEAST_ROWS = 100;

    /** More than these nobody reads, and the level of each becomes too strict. */
    public static final int DEFAULT_MOST_SEGMENTS = 50;

    /** Checks the numbers. */
    public SegmentTest {
        requireNonNull(policy, "policy");
        if (leastRows < 1 || mostSegments < 1) {
            throw new IllegalArgumentException(
                    "a segment needs at least one row, and there must be at least one segment;" + " got " + leastRows
                            + " rows and " + mostSegments + " segments");
        }
    }

    /** {@return segments of {@value #DEFAULT_LEAST_ROWS} rows and more, judged by the default policy} */
    public static SegmentTest defaults() {
        return new SegmentTest(DriftPolicy.defaults(), DEFAULT_LEAST_ROWS, DEFAULT_MOST_SEGMENTS);
    }

    /**
     * {@return the report on the segments of a column}
     *
     * @param column of texts, truth values or numbers; rows without a value, or all if the current table lacks the
     *     column, are a segment of their own
     * @throws org.mlops4j.error.NotFoundException if the reference has no such column
     * @throws IncompatibleException if it holds instants or vectors
     */
    public SegmentReport compare(Table reference, Table current, String column) {
        Segments segments = Segments.of(reference, column);
        Map<String, int[]> before = segments.rows(reference);
        Map<String, int[]> now = segments.rows(current);
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        List<String> compared = all.stream()
                .sorted(Comparator.comparingLong((String segment) -> -size(before, segment) - size(now, segment)))
                .limit(mostSegments)
                .toList();
        DriftPolicy share = policy.withAlpha(policy.alpha() / (compared.size() + 1.0));
        List<SegmentDrift> drifts = new ArrayList<>();
        for (String segment : compared) {
            Table one = reference.take(before.getOrDefault(segment, new int[0])).without(column);
            Table other = current.take(now.getOrDefault(segment, new int[0]));
            double referenceShare = (double) one.rowCount() / reference.rowCount();
            double currentShare = (double) other.rowCount() / current.rowCount();
            drifts.add(new SegmentDrift(
                    segment, referenceShare, currentShare, report(one, other, share), reason(one, other)));
        }
        DriftReport mix = Drift.between(reference.select(List.of(column)), current, share);
        return new SegmentReport(column, mix, drifts, all.size() - compared.size());
    }

    private DriftReport report(Table reference, Table current, DriftPolicy share) {
        return reason(reference, current).isEmpty()
                ? Drift.between(reference, current, share)
                : new DriftReport(reference.rowCount(), current.rowCount(), share.alpha(), List.of());
    }

    private String reason(Table reference, Table current) {
        if (reference.rowCount() == 0) {
            return "is not in the reference";
        } else if (current.rowCount() == 0) {
            return "is not in the current data";
        }
        int rows = Math.min(reference.rowCount(), current.rowCount());
        return rows < leastRows ? "needs " + leastRows + " rows on each side" : "";
    }

    private static long size(Map<String, int[]> rows, String segment) {
        return rows.getOrDefault(segment, new int[0]).length;
    }
}
