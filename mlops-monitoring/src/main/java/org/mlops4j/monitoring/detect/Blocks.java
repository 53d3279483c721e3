// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import org.mlops4j.data.Document;
import org.mlops4j.data.RunningMoments;

/** The blocks of {@link Seed}, the oldest first, and the one that still grows. */
final class Blocks implements ChangeTest {

    static final int BLOCK_SIZE = 32;
    static final int MOST = 256;
    static final int BLOCKS_BETWEEN_COMPRESSIONS = 75;
    static final double ALIKE = 0.01;
    static final double ALIKE_GROWTH = 0.8;

    private final Seed definition;
    private final double[] counts = new double[MOST];
    private final double[] means = new double[MOST];
    /** Sums of squared differences from the mean. */
    private final double[] variations = new double[MOST];

    private final RunningMoments growing = new RunningMoments();
    private int blocks;
    private long sinceDrift;

    Blocks(Seed definition) {
        this.definition = definition;
    }

    @Override
    public DetectorState next(double value) {
        growing.add(value);
        if (growing.count() < BLOCK_SIZE) {
            return DetectorState.STABLE;
        }
        append();
        if (sinceDrift % BLOCKS_BETWEEN_COMPRESSIONS == 0) {
            compress(ALIKE * (1 + ALIKE_GROWTH * sinceDrift / BLOCKS_BETWEEN_COMPRESSIONS));
        }
        double before = mean();
        boolean cut = false;
        for (int older = oldestCut(); older > 0; older = oldestCut()) {
            remove(0, older);
            cut = true;
        }
        boolean told = cut && definition.direction().includes(mean() - before);
        return told ? DetectorState.DRIFT : DetectorState.STABLE;
    }

    private void append() {
        if (blocks == MOST) {
            merge(mostAlike());
        }
        counts[blocks] = BLOCK_SIZE;
        means[blocks] = growing.mean();
        variations[blocks] = growing.variance() * BLOCK_SIZE;
        blocks++;
        sinceDrift++;
        growing.clear();
    }

    private int mostAlike() {
        int best = 0;
        for (int i = 1; i < blocks - 1; i++) {
            if (Math.abs(means[i + 1] - means[i]) < Math.abs(means[best + 1] - means[best])) {
                best = i;
            }
        }
        return best;
    }

    private void compress(double alike) {
        int i = 0;
        while (i < blocks - 1) {
            if (Math.abs(means[i + 1] - means[i]) < alike) {
                merge(i);
            } else {
                i++;
            }
        }
    }

    /** Makes one of a block and the next. */
    private void merge(int block) {
        double count = counts[block] + counts[block + 1];
        double difference = means[block + 1] - means[block];
        variations[block] +=
                variations[block + 1] + difference * difference * counts[block] * counts[block + 1] / count;
        means[block] += difference * counts[block + 1] / count;
        counts[block] = count;
        remove(block + 1, 1);
    }

    private void remove(int from, int number) {
        int after = blocks - from - number;
        System.arraycopy(counts, from + number, counts, from, after);
        System.arraycopy(means, from + number, means, from, after);
        System.arraycopy(variations, from + number, variations, from, after);
        blocks -= number;
    }

    /** {@return how many blocks are before the oldest boundary that is a cut, 0 if none is} */
    private int oldestCut() {
        double all = count();
        double mean = mean() - means[0];
        double variance = variance(mean, all);
        double confidence = Math.log(2.0 * (blocks - 1) / definition.delta());
        double older = 0;
        double olderSum = 0;
        for (int i = 0; i < blocks - 1; i++) {
            older += counts[i];
            olderSum += counts[i] * (means[i] - means[0]);
            double newer = all - older;
            double difference = Math.abs(olderSum / older - (all * mean - olderSum) / newer);
            double inverseSize = 1 / older + 1 / newer;
            double bound = Math.sqrt(2 * inverseSize * variance * confidence) + 2.0 / 3 * inverseSize * confidence;
            if (difference > bound) {
                return i + 1;
            }
        }
        return 0;
    }

    private double variance(double mean, double all) {
        double variance = 0;
        for (int i = 0; i < blocks; i++) {
            double difference = means[i] - means[0] - mean;
            variance += (variations[i] + counts[i] * difference * difference) / all;
        }
        return variance;
    }

    private double count() {
        double count = 0;
        for (int i = 0; i < blocks; i++) {
            count += counts[i];
        }
        return count;
    }

    /** Summed up from the first mean, so that that of alike blocks is theirs to the bit. */
    private double mean() {
        double sum = 0;
        for (int i = 0; i < blocks; i++) {
            sum += counts[i] * (means[i] - means[0]);
        }
        return means[0] + sum / count();
    }

    @Override
    public void restart() {
        growing.clear();
        blocks = 0;
        sinceDrift = 0;
    }

    /** What was before the cut is gone already. */
    @Override
    public void restartAfterDrift() {
        sinceDrift = 0;
    }

    @Override
    public Document save() {
        return Document.object()
                .with("counts", Saved.numbers(counts, blocks))
                .with("means", Saved.numbers(means, blocks))
                .with("variations", Saved.numbers(variations, blocks))
                .with("growing", growing.save())
                .with("sinceDrift", sinceDrift);
    }

    @Override
    public void load(Document saved) {
        blocks = Saved.read(saved.get("counts"), counts);
        Saved.read(saved.get("means"), means);
        Saved.read(saved.get("variations"), variations);
        growing.load(saved.get("growing"));
        sinceDrift = saved.get("sinceDrift").whole();
    }
}
