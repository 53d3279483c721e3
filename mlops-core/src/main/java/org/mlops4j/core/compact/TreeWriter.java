// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.mlops4j.core.encoding.GrowingBytes;
import org.mlops4j.core.trees.LinearLeaf;
import org.mlops4j.core.trees.Missing;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeEnsemble;

/**
 * Writes trees.
 *
 * <pre>
 * tree        nodes(4)  parts(1)  leaves: bits  missing left: bits  feature… of each inner node(1, 2 or 4, as the inputs
 *             ask for)  thresholds: numbers of the inner nodes  and the parts, in this order:
 *   values    numbers of the leaves, unless there are vectors
 *   vectors   of each leaf a float(4) for each group
 *   missing   what counts as missing at each inner node(1)
 *   sets      categorical nodes: bits, and of each of them size(4) category(4)…
 *   linear    leaves with formulas: bits, and of each of them constant(8) size(4) feature(4)… coefficient(8)…
 *   cover     numbers of the nodes
 *   gain      numbers of the inner nodes
 * bits        of each node, the first in the lowest bit of the first byte
 * numbers     4 or 8(1), and as many floats or doubles
 * </pre>
 *
 * <p>Nodes are in breadth-first order, so which of them are leaves says all of the shape: the children of inner node
 * {@code k}, counted from 0, are the nodes {@code 2k + 1} and {@code 2k + 2}.
 */
final class TreeWriter {

    static final int VECTORS = 1;
    static final int MISSING = 2;
    static final int SETS = 4;
    static final int LINEAR = 8;
    static final int COVER = 16;
    static final int GAIN = 32;

    /** What counts as missing, by its number in a file. */
    static final List<Missing> KINDS = List.of(Missing.NONE, Missing.ZERO, Missing.NAN);

    private final int inputs;
    private final int groups;
    private final GrowingBytes out;

    TreeWriter(TreeEnsemble ensemble, GrowingBytes out) {
        this.inputs = ensemble.inputs();
        this.groups = ensemble.groups();
        this.out = out;
    }

    void write(Tree tree) {
        int parts = parts(tree);
        int[] inner = IntStream.range(0, tree.size())
                .filter(node -> !tree.isLeaf(node))
                .toArray();
        int[] leaves = IntStream.range(0, tree.size()).filter(tree::isLeaf).toArray();
        out.room(Integer.BYTES + 1).putInt(tree.size()).put((byte) parts);
        bits(tree.size(), tree::isLeaf);
        bits(tree.size(), node -> !tree.isLeaf(node) && tree.missingLeft(node));
        for (int node : inner) {
            feature(tree.feature(node));
        }
        numbers(inner, tree::value);
        if ((parts & VECTORS) == 0) {
            numbers(leaves, tree::value);
        } else {
            vectors(tree, leaves);
        }
        if ((parts & MISSING) != 0) {
            for (int node : inner) {
                out.room(1).put((byte) KINDS.indexOf(tree.missing(node)));
            }
        }
        if ((parts & SETS) != 0) {
            sets(tree, inner);
        }
        if ((parts & LINEAR) != 0) {
            formulas(tree, leaves);
        }
        if ((parts & COVER) != 0) {
            numbers(IntStream.range(0, tree.size()).toArray(), tree::cover);
        }
        if ((parts & GAIN) != 0) {
            numbers(inner, tree::gain);
        }
    }

    private static int parts(Tree tree) {
        boolean missing = IntStream.range(0, tree.size()).anyMatch(node -> tree.missing(node) != Missing.NAN);
        return (tree.outputs() > 1 ? VECTORS : 0)
                | (missing ? MISSING : 0)
                | (tree.hasCategories() ? SETS : 0)
                | (tree.hasLinearLeaves() ? LINEAR : 0)
                | (tree.hasCover() ? COVER : 0)
                | (tree.hasGain() ? GAIN : 0);
    }

    private void feature(int feature) {
        switch (featureBytes(inputs)) {
            case 1 -> out.room(1).put((byte) feature);
            case 2 -> out.room(2).putShort((short) feature);
            default -> out.room(4).putInt(feature);
        }
    }

    /** {@return how many bytes the number of a feature takes} */
    static int featureBytes(int inputs) {
        return inputs <= 1 << 8 ? 1 : inputs <= 1 << 16 ? 2 : 4;
    }

    private void vectors(Tree tree, int[] leaves) {
        for (int leaf : leaves) {
            for (int group = 0; group < groups; group++) {
                out.room(Float.BYTES).putFloat((float) tree.leaf(leaf, group));
            }
        }
    }

    private void sets(Tree tree, int[] inner) {
        bits(tree.size(), tree::isCategorical);
        for (int node : inner) {
            if (tree.isCategorical(node)) {
                ints(tree.categories(node));
            }
        }
    }

    private void formulas(Tree tree, int[] leaves) {
        bits(tree.size(), node -> tree.linear(node) != null);
        for (int leaf : leaves) {
            LinearLeaf formula = tree.linear(leaf);
            if (formula != null) {
                out.room(Double.BYTES).putDouble(formula.constant());
                ints(formula.features());
                for (double coefficient : formula.coefficients()) {
                    out.room(Double.BYTES).putDouble(coefficient);
                }
            }
        }
    }

    private void ints(int[] values) {
        out.room(Integer.BYTES).putInt(values.length);
        for (int value : values) {
            out.room(Integer.BYTES).putInt(value);
        }
    }

    private void bits(int count, IntPredicate set) {
        BitSet bits = new BitSet(count);
        IntStream.range(0, count).filter(set).forEach(bits::set);
        byte[] bytes = new byte[(count + 7) / 8];
        byte[] used = bits.toByteArray();
        System.arraycopy(used, 0, bytes, 0, used.length);
        out.room(bytes.length).put(bytes);
    }

    /** As floats where that loses nothing. */
    private void numbers(int[] nodes, IntToDoubleFunction value) {
        boolean floats = IntStream.of(nodes).mapToDouble(value).allMatch(TreeWriter::isFloat);
        out.room(1).put((byte) (floats ? Float.BYTES : Double.BYTES));
        for (int node : nodes) {
            double number = value.applyAsDouble(node);
            if (floats) {
                out.room(Float.BYTES).putFloat((float) number);
            } else {
                out.room(Double.BYTES).putDouble(number);
            }
        }
    }

    private static boolean isFloat(double number) {
        return Double.doubleToLongBits((float) number) == Double.doubleToLongBits(number);
    }
}
