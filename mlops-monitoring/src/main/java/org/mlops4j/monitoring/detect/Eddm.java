// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.data.RunningMoments;

/**
 * The early drift detection method: the distances between errors against the largest that they were. Looks from the
 * 30th error on. Made for slow changes; alarms often without a cause. For values from 0 to 1, of which those above one
 * half are errors. Memory and time are constant.
 *
 * <p>The largest distance is also taken from the 30th error on. Where it is taken from the first one, as other
 * libraries do, it is that of few distances and too large, and false alarms follow.
 *
 * @param drift at which part of the largest {@code p' + 2 s'}, mean and standard deviation of the distances, to alarm;
 *     between 0 and 1
 * @param warning the same for WARNING; greater than {@code drift}, less than 1
 * @param direction of the changes of the error rate; a decrease is seen by the distances between values that are no
 *     errors
 * @see <a href="https://www.cs.upc.edu/~abifet/EDDM.pdf">M. Baena-García et al. (2006), Early drift detection
 *     method</a>
 */
public record Eddm(double drift, double warning, Direction direction) implements DetectorDefinition {

    static final String TYPE = "eddm";

    private static final int WARM_UP = 30;

    /** Checks the parameters. */
    public Eddm {
        Parameters.requireProbability("drift", drift);
        Parameters.requireProbability("warning", warning);
        Parameters.requireLess("drift", drift, "warning", warning);
        requireNonNull(direction, "direction");
    }

    /** {@return drift 0.9 and warning 0.95, as in the paper; two-sided} */
    public static Eddm defaults() {
        return new Eddm(0.9, 0.95, Direction.BOTH);
    }

    static Eddm read(Document document) {
        return new Eddm(
                document.get("drift").number(),
                document.get("warning").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Eddm with(Direction changes) {
        return new Eddm(drift, warning, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new Distances(this), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("drift", drift)
                .with("warning", warning)
                .with("direction", Document.of(direction));
    }

    /** The distances between errors; the first is that from the beginning. */
    private static final class Distances implements ChangeTest {

        private final Eddm definition;
        private final RunningMoments distances = new RunningMoments();
        private long sinceError;
        private double largest;
        private DetectorState state = DetectorState.STABLE;

        Distances(Eddm definition) {
            this.definition = definition;
        }

        @Override
        public DetectorState next(double value) {
            sinceError++;
            if (value > 0.5) {
                distances.add((double) sinceError);
                sinceError = 0;
                state = judge();
            }
            return state;
        }

        private DetectorState judge() {
            if (distances.count() < WARM_UP) {
                return DetectorState.STABLE;
            }
            double size = distances.mean() + 2 * Math.sqrt(distances.variance());
            largest = Math.max(largest, size);
            if (size < definition.drift * largest) {
                return DetectorState.DRIFT;
            }
            return size < definition.warning * largest ? DetectorState.WARNING : DetectorState.STABLE;
        }

        @Override
        public void restart() {
            distances.clear();
            sinceError = 0;
            largest = 0;
            state = DetectorState.STABLE;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("distances", distances.save())
                    .with("sinceError", sinceError)
                    .with("largest", largest)
                    .with("state", Document.of(state));
        }

        @Override
        public void load(Document saved) {
            distances.load(saved.get("distances"));
            sinceError = saved.get("sinceError").whole();
            largest = saved.get("largest").number();
            state = saved.get("state").constant(DetectorState.class);
        }
    }
}
