// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.trees.LinearLeaf;
import org.mlops4j.core.trees.Missing;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeBuilder;
import org.mlops4j.error.InvalidException;

/** Reads what {@link TreeWriter} wrote. No count is believed beyond the bytes that are left. */
final class TreeReader {

    /** No tree takes less. */
    static final int LEAST_BYTES = 8;

    private static final int KNOWN_PARTS = 2 * TreeWriter.GAIN - 1;
    private static final int NO_CHILD = -1;

    private final ByteBuffer in;
    private final int groups;
    private final int featureBytes;
    private final Statistics statistics;

    TreeReader(ByteBuffer in, int inputs, int groups, Statistics statistics) {
        this.statistics = statistics;
        this.in = in;
        this.groups = groups;
        this.featureBytes = TreeWriter.featureBytes(inputs);
    }

    Tree read(String where) {
        int size = ModelReader.requireFit(in, in.getInt(), Float.BYTES, "nodes");
        int parts = in.get();
        if (size % 2 == 0 || (parts & ~KNOWN_PARTS) != 0) {
            throw new InvalidException(where + " has " + size + " nodes, and the parts " + parts);
        }
        BitSet isLeaf = bits(where, size);
        BitSet missingLeft = bits(where, size);
        int[] inner = inner(where, isLeaf, size);
        int[] leaves = isLeaf.stream().toArray();
        double[] values = new double[size];
        TreeBuilder tree = new TreeBuilder(where);
        children(tree, inner, size);
        tree.missingLeft(missingLeft(missingLeft, size)).feature(features(inner, size));
        numbers(inner, values);
        if ((parts & TreeWriter.VECTORS) == 0) {
            numbers(leaves, values);
        } else {
            tree.vectors(vectors(leaves, size));
        }
        tree.value(values);
        if ((parts & TreeWriter.MISSING) != 0) {
            tree.missing(missing(where, inner, size));
        }
        if ((parts & TreeWriter.SETS) != 0) {
            tree.categories(sets(where, inner, size));
        }
        if ((parts & TreeWriter.LINEAR) != 0) {
            tree.linear(formulas(where, leaves, size));
        }
        statistics(tree, parts, inner, size);
        return tree.build();
    }

    /** The inner nodes in order. Each node but the root must be the child of an earlier one. */
    private static int[] inner(String where, BitSet isLeaf, int size) {
        int[] inner = new int[size / 2];
        int count = 0;
        for (int node = 0; node < size; node++) {
            boolean reached = node <= 2 * count;
            if (!isLeaf.get(node) && reached && count < inner.length) {
                inner[count++] = node;
            } else if (!isLeaf.get(node) || !reached) {
                throw new InvalidException(where + ": node " + node + " of " + size + " is not where a tree has one");
            }
        }
        return inner;
    }

    private static void children(TreeBuilder tree, int[] inner, int size) {
        int[] left = new int[size];
        int[] right = new int[size];
        Arrays.fill(left, NO_CHILD);
        Arrays.fill(right, NO_CHILD);
        for (int k = 0; k < inner.length; k++) {
            left[inner[k]] = 2 * k + 1;
            right[inner[k]] = 2 * k + 2;
        }
        tree.left(left).right(right);
    }

    private static int[] missingLeft(BitSet bits, int size) {
        int[] directions = new int[size];
        for (int node = bits.nextSetBit(0); node >= 0; node = bits.nextSetBit(node + 1)) {
            directions[node] = 1;
        }
        return directions;
    }

    private int[] features(int[] inner, int size) {
        int[] features = new int[size];
        for (int node : inner) {
            features[node] = switch (featureBytes) {
                case 1 -> in.get() & 0xff;
                case 2 -> in.getShort() & 0xffff;
                default -> in.getInt();
            };
        }
        return features;
    }

    private float[][] vectors(int[] leaves, int size) {
        ModelReader.requireFit(in, leaves.length, groups * Float.BYTES, "leaves of " + groups + " values");
        float[][] vectors = new float[size][];
        for (int leaf : leaves) {
            float[] vector = new float[groups];
            in.asFloatBuffer().get(vector);
            in.position(in.position() + groups * Float.BYTES);
            vectors[leaf] = vector;
        }
        return vectors;
    }

    private Missing[] missing(String where, int[] inner, int size) {
        Missing[] missing = new Missing[size];
        for (int node : inner) {
            int kind = in.get();
            if (kind < 0 || kind >= TreeWriter.KINDS.size()) {
                throw new InvalidException(
                        where + ": node " + node + " has missing values of the unknown kind " + kind);
            }
            missing[node] = TreeWriter.KINDS.get(kind);
        }
        return missing;
    }

    private int @Nullable [][] sets(String where, int[] inner, int size) {
        BitSet categorical = bits(where, size);
        int[][] sets = new int[size][];
        for (int node : inner) {
            if (categorical.get(node)) {
                sets[node] = ints("categories");
            }
        }
        return sets;
    }

    private @Nullable LinearLeaf[] formulas(String where, int[] leaves, int size) {
        BitSet linear = bits(where, size);
        @Nullable LinearLeaf[] formulas = new LinearLeaf[size];
        for (int leaf : leaves) {
            if (linear.get(leaf)) {
                double constant = in.getDouble();
                int[] features = ints("features of a leaf");
                double[] coefficients =
                        new double[ModelReader.requireFit(in, features.length, Double.BYTES, "coefficients")];
                for (int i = 0; i < coefficients.length; i++) {
                    coefficients[i] = in.getDouble();
                }
                formulas[leaf] = new LinearLeaf(constant, features, coefficients);
            }
        }
        return formulas;
    }

    private void statistics(TreeBuilder tree, int parts, int[] inner, int size) {
        boolean covers = (parts & TreeWriter.COVER) != 0;
        boolean gains = (parts & TreeWriter.GAIN) != 0;
        if (statistics == Statistics.PASSED_OVER) {
            pass(covers, size);
            pass(gains, inner.length);
            return;
        }
        if (covers) {
            double[] cover = new double[size];
            numbers(IntStream.range(0, size).toArray(), cover);
            tree.cover(cover);
        }
        if (gains) {
            double[] gain = new double[size];
            numbers(inner, gain);
            tree.gain(gain);
        }
    }

    private void pass(boolean there, int numbers) {
        if (there) {
            int width = width(numbers);
            in.position(in.position() + numbers * width);
        }
    }

    private void numbers(int[] nodes, double[] into) {
        boolean floats = width(nodes.length) == Float.BYTES;
        for (int node : nodes) {
            into[node] = floats ? in.getFloat() : in.getDouble();
        }
    }

    /** Reads how many bytes each of the numbers that follow takes. */
    private int width(int numbers) {
        int width = in.get();
        if (width != Float.BYTES && width != Double.BYTES) {
            throw new InvalidException("the compact model is damaged: it has numbers of " + width + " bytes");
        }
        ModelReader.requireFit(in, numbers, width, "numbers");
        return width;
    }

    private int[] ints(String what) {
        int[] values = new int[ModelReader.requireFit(in, in.getInt(), Integer.BYTES, what)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getInt();
        }
        return values;
    }

    private BitSet bits(String where, int size) {
        byte[] bytes = new byte[ModelReader.requireFit(in, (size + 7) / 8, 1, "bytes of bits")];
        in.get(bytes);
        BitSet bits = BitSet.valueOf(bytes);
        if (bits.length() > size) {
            throw new InvalidException(where + " has bits of node " + (bits.length() - 1) + " of " + size);
        }
        return bits;
    }
}
