// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * Watches a stream of numbers and says when they change. Made by {@link DetectorDefinition#start}.
 *
 * <p>After a DRIFT the detector begins anew by itself, as its algorithm has it. NaN and infinite values tell nothing:
 * they are counted and otherwise as if they had not come. The same values give the same answers, whether or not the
 * detector was saved and restored between them.
 *
 * <p>For one thread at a time. {@link #update} allocates nothing and takes constant time on average; how much memory a
 * detector holds is said by its definition and does not grow with the stream.
 */
public final class DriftDetector {

    private final DetectorDefinition definition;
    private final ChangeTest test;
    private final double least;
    private final double greatest;
    private DetectorState state = DetectorState.STABLE;
    private long count;
    private long ignored;

    DriftDetector(DetectorDefinition definition, ChangeTest test) {
        this.definition = definition;
        this.test = test;
        least = definition.range().least();
        greatest = definition.range().greatest();
    }

    /**
     * {@return a detector that goes on where another was saved}
     *
     * @throws InvalidException if the document is not a {@link #snapshot}
     */
    public static DriftDetector restore(Document snapshot) {
        DriftDetector detector =
                DetectorDefinition.from(snapshot.get("detector")).start();
        detector.state = snapshot.get("state").constant(DetectorState.class);
        detector.count = Saved.whole(snapshot, "count", 0, Long.MAX_VALUE);
        detector.ignored = Saved.whole(snapshot, "ignored", 0, Long.MAX_VALUE);
        detector.test.load(snapshot.get("test"));
        return detector;
    }

    /**
     * {@return what one more value says}
     *
     * @param value if it is NaN or infinite, the answer is STABLE, or WARNING while a warning stands
     * @throws IllegalArgumentException if it is finite and not in the range of the definition; the detector is as it
     *     was before
     */
    public DetectorState update(double value) {
        if (!(value >= least && value <= greatest)) {
            return ignore(value);
        }
        count++;
        state = test.next(value);
        if (state == DetectorState.DRIFT) {
            test.restartAfterDrift();
        }
        return state;
    }

    private DetectorState ignore(double value) {
        if (Double.isFinite(value)) {
            throw new IllegalArgumentException("a detector '" + definition.type() + "' takes values from " + least
                    + " to " + greatest + ", was " + value);
        }
        ignored++;
        if (state == DetectorState.DRIFT) {
            state = DetectorState.STABLE;
        }
        return state;
    }

    /** {@return the latest answer, STABLE before the first} */
    public DetectorState state() {
        return state;
    }

    /** {@return how many values were looked at since the start, those before a drift included} */
    public long count() {
        return count;
    }

    /** {@return how many values were NaN or infinite since the start} */
    public long ignored() {
        return ignored;
    }

    /** {@return what kind of detector this is} */
    public DetectorDefinition definition() {
        return definition;
    }

    /** Makes the detector as it was at its start. */
    public void reset() {
        test.restart();
        state = DetectorState.STABLE;
        count = 0;
        ignored = 0;
    }

    /** {@return all that is needed to {@link #restore} the detector, its definition included} */
    public Document snapshot() {
        return Document.object()
                .with("detector", definition.toDocument())
                .with("state", Document.of(state))
                .with("count", count)
                .with("ignored", ignored)
                .with("test", test.save());
    }
}
