// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * Hoeffding's bound on weighted averages: as {@link HddmA}, but of moving averages that weigh new values more. Sees
 * sudden changes sooner and small ones later or not at all. For values from 0 to 1. Memory and time are constant.
 *
 * @param drift how likely a false alarm may be at one test; between 0 and 1
 * @param warning the same for WARNING; greater than {@code drift}, less than 1
 * @param weight of the newest value in the averages; between 0 and 1
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1109/TKDE.2014.2345382">I. Frías-Blanco et al. (2014), Online and non-parametric
 *     drift detection methods based on Hoeffding's bounds, W-test</a>
 */
public record HddmW(double drift, double warning, double weight, Direction direction) implements DetectorDefinition {

    static final String TYPE = "hddm-w";

    /** Checks the parameters. */
    public HddmW {
        Parameters.requireProbability("drift", drift);
        Parameters.requireProbability("warning", warning);
        Parameters.requireLess("drift", drift, "warning", warning);
        Parameters.requireProbability("weight", weight);
        requireNonNull(direction, "direction");
    }

    /** {@return drift 0.001, warning 0.005 and weight 0.05, as in the paper; two-sided} */
    public static HddmW defaults() {
        return new HddmW(0.001, 0.005, 0.05, Direction.BOTH);
    }

    static HddmW read(Document document) {
        return new HddmW(
                document.get("drift").number(),
                document.get("warning").number(),
                document.get("weight").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public HddmW with(Direction changes) {
        return new HddmW(drift, warning, weight, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new Averages(this), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("drift", drift)
                .with("warning", warning)
                .with("weight", weight)
                .with("direction", Document.of(direction));
    }

    /**
     * The averages of all values, of those up to the cut with the least upper bound, and of those since. Each comes
     * with the sum of the squares of its weights; none is there while that is 0.
     */
    private static final class Averages implements ChangeTest {

        private final double weight;
        private final double halfLogDrift;
        private final double halfLogWarning;
        private double all;
        private double allSquares;
        private double cut;
        private double cutSquares;
        private double cutBound = Double.POSITIVE_INFINITY;
        private double recent;
        private double recentSquares;

        Averages(HddmW definition) {
            weight = definition.weight;
            halfLogDrift = Math.log(1 / definition.drift) / 2;
            halfLogWarning = Math.log(1 / definition.warning) / 2;
        }

        @Override
        public DetectorState next(double value) {
            all = average(all, allSquares, value);
            allSquares = squares(allSquares);
            double bound = all + Math.sqrt(allSquares * halfLogDrift);
            if (bound < cutBound) {
                cut = all;
                cutSquares = allSquares;
                cutBound = bound;
                recentSquares = 0;
                return DetectorState.STABLE;
            }
            recent = average(recent, recentSquares, value);
            recentSquares = squares(recentSquares);
            double rise = recent - cut;
            double squares = cutSquares + recentSquares;
            if (rise <= 0 || rise * rise <= squares * halfLogWarning) {
                return DetectorState.STABLE;
            }
            return rise * rise > squares * halfLogDrift ? DetectorState.DRIFT : DetectorState.WARNING;
        }

        private double average(double before, double squares, double value) {
            return squares == 0 ? value : before + weight * (value - before);
        }

        private double squares(double before) {
            return before == 0 ? 1 : weight * weight + (1 - weight) * (1 - weight) * before;
        }

        @Override
        public void restart() {
            all = 0;
            allSquares = 0;
            cut = 0;
            cutSquares = 0;
            cutBound = Double.POSITIVE_INFINITY;
            recent = 0;
            recentSquares = 0;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("all", all)
                    .with("allSquares", allSquares)
                    .with("cut", cut)
                    .with("cutSquares", cutSquares)
                    .with("cutBound", cutBound)
                    .with("recent", recent)
                    .with("recentSquares", recentSquares);
        }

        @Override
        public void load(Document saved) {
            all = saved.get("all").number();
            allSquares = saved.get("allSquares").number();
            cut = saved.get("cut").number();
            cutSquares = saved.get("cutSquares").number();
            cutBound = saved.get("cutBound").number();
            recent = saved.get("recent").number();
            recentSquares = saved.get("recentSquares").number();
        }
    }
}
