// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * What is found if only the rows of the greatest scores are looked at: the cumulative gains and the lift. Undefined
 * gains if no row is positive.
 *
 * @param steps from the fewest rows to all
 */
public record GainsTable(List<Step> steps) {

    /**
     * The rows from a score on.
     *
     * @param rows how many
     * @param depth their share of all rows
     * @param lowest the least score of them
     * @param gain the share of all positives that is among them; Wilson's interval
     * @param lift the gain over the depth: how many times more positives than among as many rows at random; the
     *     interval of the gain, divided by the depth
     */
    public record Step(long rows, double depth, double lowest, Estimate gain, Estimate lift) {

        /** {@return the form for machines} */
        public Document toDocument() {
            return Document.object()
                    .with("rows", rows)
                    .with("depth", depth)
                    .with("lowest", lowest)
                    .with("gain", gain.toDocument())
                    .with("lift", lift.toDocument());
        }
    }

    /** Copies the steps. */
    public GainsTable {
        steps = List.copyOf(steps);
    }

    /**
     * {@return the gains at depths of equal distance, such as tenths}
     *
     * @param count how many steps there are if scores do not tie; rows of equal score are never parted
     */
    public static GainsTable of(BinaryScores rows, int count) {
        if (count < 1) {
            throw new InvalidException("a gains table has one step or more, got " + count);
        }
        Integer[] order = rows.ascending();
        int size = order.length;
        List<Step> steps = new ArrayList<>();
        long found = 0;
        int taken = 0;
        for (int step = 1; step <= count; step++) {
            int upTo = (int) ((long) size * step / count);
            int before = taken;
            while (taken < size && (taken < upTo || (taken > before && tied(rows, order, taken)))) {
                found += rows.label(order[size - 1 - taken++]) ? 1 : 0;
            }
            if (taken > before) {
                steps.add(step(rows, taken, rows.score(order[size - taken]), found));
            }
        }
        return new GainsTable(steps);
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.list(steps.stream().map(Step::toDocument).toList());
    }

    private static boolean tied(BinaryScores rows, Integer[] order, int taken) {
        int next = order.length - 1 - taken;
        return taken > 0 && rows.score(order[next]) == rows.score(order[next + 1]);
    }

    private static Step step(BinaryScores rows, int taken, double lowest, long found) {
        double depth = (double) taken / rows.rows();
        Estimate gain = Estimate.share("gain", found, rows.positives(), "no row is positive");
        Estimate lift = new Estimate(
                "lift", gain.value() / depth, gain.low() / depth, gain.high() / depth, gain.rows(), gain.reason());
        return new Step(taken, depth, lowest, gain, lift);
    }
}
