// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.mlops4j.error.CorruptException;
import org.mlops4j.features.expression.SplitMix64;

/** About how many different values, in two kilobytes. */
/*
 * HyperLogLog: 2^11 registers, each the greatest rank of the hashes that fall to it, where the rank of a hash is the
 * place of its first 1. The estimate follows from how many registers have which content, so it is the same for any order
 * and any merges. A window counts beside that how often each rank occurs in each register: so an event can be taken back.
 *
 * P. Flajolet, E. Fusy, O. Gandouet, F. Meunier, HyperLogLog, AofA 2007. The estimator, which needs no table of biases:
 * O. Ertl, New cardinality estimation algorithms for HyperLogLog sketches, 2017, arXiv:1702.01284, algorithm 6.
 */
final class DistinctSketch implements Accumulator {

    private static final int PRECISION = 11;
    private static final int REGISTERS = 1 << PRECISION;
    private static final int RANK_BITS = 6;
    private static final int MOST = 64 - PRECISION;
    private static final double BIAS = 0.5 / StrictMath.log(2);

    private final boolean sliding;
    private final byte[] registers = new byte[REGISTERS];
    private final int[] contents = new int[MOST + 2];
    private final LongCounts ranks = new LongCounts();

    private DistinctSketch(boolean sliding) {
        this.sliding = sliding;
        contents[0] = REGISTERS;
    }

    static DistinctSketch sliding() {
        return new DistinctSketch(true);
    }

    /** {@return one from which nothing can be taken} */
    static DistinctSketch lifetime() {
        return new DistinctSketch(false);
    }

    @Override
    public void add(long eventTime, long availableAt, double value, double second) {
        int place = place(value);
        if (sliding) {
            ranks.add(place, 1);
        }
        raise(place >>> RANK_BITS, rank(place));
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double second) {
        int place = place(value);
        ranks.add(place, -1);
        int register = place >>> RANK_BITS;
        int rank = rank(place);
        if (rank == registers[register] && ranks.countOf(place) == 0) {
            do {
                rank--;
            } while (rank > 0 && ranks.countOf(register << RANK_BITS | rank) == 0);
            set(register, rank);
        }
    }

    @Override
    public void merge(Accumulator other) {
        DistinctSketch sketch = (DistinctSketch) other;
        ranks.addAll(sketch.ranks);
        for (int register = 0; register < REGISTERS; register++) {
            raise(register, sketch.registers[register]);
        }
    }

    @Override
    public void copyFrom(Accumulator other) {
        DistinctSketch sketch = (DistinctSketch) other;
        ranks.copyFrom(sketch.ranks);
        System.arraycopy(sketch.registers, 0, registers, 0, REGISTERS);
        System.arraycopy(sketch.contents, 0, contents, 0, contents.length);
    }

    @Override
    public void clear() {
        ranks.clear();
        Arrays.fill(registers, (byte) 0);
        Arrays.fill(contents, 0);
        contents[0] = REGISTERS;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        if (sliding) {
            ranks.write(out);
        } else {
            out.write(registers);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        clear();
        if (sliding) {
            ranks.read(in);
            for (int place = 0; place < ranks.places(); place++) {
                if (ranks.count(place) > 0) {
                    readRegister(ranks.key(place) >>> RANK_BITS, rank(ranks.key(place)));
                }
            }
        } else {
            for (int register = 0; register < REGISTERS; register++) {
                readRegister(register, in.readByte());
            }
        }
    }

    private void readRegister(long register, int rank) {
        if (register < 0 || register >= REGISTERS || rank < 0 || rank > MOST + 1) {
            throw new CorruptException("a stored feature state has the rank " + rank + " in register " + register);
        }
        raise((int) register, rank);
    }

    @Override
    public double result(long time) {
        double sum = REGISTERS * ofFull(1 - (double) contents[MOST + 1] / REGISTERS);
        for (int rank = MOST; rank > 0; rank--) {
            sum = 0.5 * (sum + contents[rank]);
        }
        sum += REGISTERS * ofEmpty((double) contents[0] / REGISTERS);
        return Math.rint(BIAS * REGISTERS * REGISTERS / sum);
    }

    private void raise(int register, int rank) {
        if (rank > registers[register]) {
            set(register, rank);
        }
    }

    private void set(int register, int rank) {
        contents[registers[register]]--;
        contents[rank]++;
        registers[register] = (byte) rank;
    }

    /** {@return register and rank of a value, in one number} */
    private static int place(double value) {
        long hash = SplitMix64.mix(Double.doubleToLongBits(value));
        int register = (int) (hash >>> (64 - PRECISION));
        // The bit behind the hash ends the zeros.
        int rank = Long.numberOfLeadingZeros(hash << PRECISION | 1L << (PRECISION - 1)) + 1;
        return register << RANK_BITS | rank;
    }

    private static int rank(long place) {
        return (int) (place & ((1 << RANK_BITS) - 1));
    }

    /** The function sigma of the paper: what registers without a hash add. */
    private static double ofEmpty(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = share;
        double weight = 1;
        double sum = share;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * weight;
            weight += weight;
        } while (sum != before);
        return sum;
    }

    /** The function tau of the paper: what registers with the greatest rank add. */
    private static double ofFull(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double root = share;
        double weight = 1;
        double sum = 1 - share;
        double before;
        do {
            root = Math.sqrt(root);
            before = sum;
            weight *= 0.5;
            sum -= (1 - root) * (1 - root) * weight;
        } while (sum != before);
        return sum / 3;
    }
}
