// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * Blocks of values whose boundaries may be cuts: says DRIFT when the means before and after any boundary differ by more
 * than chance explains, and forgets what was before it. Neighbours that are alike become one block from time to time,
 * so that fewer boundaries are looked at. For all numbers, but sized for a range of about 1. Never warns. Memory: 6 KB.
 * Time: a check costs up to 256 comparisons, and is made every 32 values.
 *
 * <p>Blocks of 32 values, Bernstein's bound with Bonferroni's correction for the number of boundaries, and neighbours
 * merged every 75 blocks if their means differ by less than 0.01, which grows by 0.8 of it at each such time since the
 * latest drift. The numbers are those of the paper; that the bound of merging grows just so is our reading of them.
 * That at most 256 blocks are kept, by merging the two neighbours that are most alike, is our own bound.
 *
 * @param delta how likely a false alarm may be at one check; between 0 and 1
 * @param direction of the changes that are told; what was before is forgotten after all of them
 * @see <a href="https://doi.org/10.1109/ICDM.2014.50">D. T. J. Huang et al. (2014), Detecting volatility shift in data
 *     streams</a>
 */
public record Seed(double delta, Direction direction) implements DetectorDefinition {

    static final String TYPE = "seed";

    /** Checks the parameters. */
    public Seed {
        Parameters.requireProbability("delta", delta);
        requireNonNull(direction, "direction");
    }

    /** {@return delta 0.05, as in the paper; two-sided} */
    public static Seed defaults() {
        return new Seed(0.05, Direction.BOTH);
    }

    static Seed read(Document document) {
        return new Seed(
                document.get("delta").number(), document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Seed with(Direction changes) {
        return new Seed(delta, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new Blocks(this));
    }

    @Override
    public Document toDocument() {
        return Document.object().with("type", TYPE).with("delta", delta).with("direction", Document.of(direction));
    }
}
