// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeBuilder;
import org.mlops4j.error.InvalidException;

/**
 * Reads one tree. At a categorical node XGBoost sends the categories of its set to the right; here they go to the left,
 * so the children of such a node change places.
 */
final class XgboostTreeReader {

    private static final int[] NONE = {};
    private static final int CATEGORICAL = 1;
    private static final int NO_CHILD = -1;

    private final DocumentReader in;
    private final String where;
    private int[] left = NONE;
    private int[] right = NONE;
    private int[] feature = NONE;
    private int[] missingLeft = NONE;
    private int[] types = NONE;
    private int[] setNodes = NONE;
    private int[] setBegins = NONE;
    private int[] setSizes = NONE;
    private int[] categories = NONE;
    private float[] values = {};
    private float[] covers = {};
    private float[] gains = {};
    private float @Nullable [] leafWeights;
    private @Nullable Supplier<float[]> nodeWeights;
    private int leafSize = 1;

    XgboostTreeReader(DocumentReader in, String where) {
        this.in = in;
        this.where = where;
    }

    Tree read() {
        in.object(this::field);
        TreeBuilder tree = new TreeBuilder("XGBoost model, " + where);
        if (setNodes.length > 0 || hasCategoricalType()) {
            tree.categories(sets());
        }
        if (leafSize > 1) {
            tree.vectors(vectors());
        }
        if (covers.length > 0) {
            tree.cover(wider(covers));
        }
        if (gains.length > 0) {
            tree.gain(wider(gains));
        }
        return tree.left(left)
                .right(right)
                .feature(feature)
                .value(values)
                .missingLeft(missingLeft)
                .build();
    }

    private static double[] wider(float[] floats) {
        double[] wider = new double[floats.length];
        Arrays.setAll(wider, node -> floats[node]);
        return wider;
    }

    private void field(String name) {
        switch (name) {
            case "left_children" -> left = in.ints();
            case "right_children" -> right = in.ints();
            case "split_indices" -> feature = in.ints();
            case "split_conditions" -> values = in.floats();
            case "default_left" -> missingLeft = in.ints();
            case "sum_hessian" -> covers = in.floats();
            case "loss_changes" -> gains = in.floats();
            case "leaf_weights" -> leafWeights = in.floats();
            case "base_weights" -> nodeWeights = in.floatsLater();
            case "split_type" -> types = in.ints();
            case "categories_nodes" -> setNodes = in.ints();
            case "categories_segments" -> setBegins = in.ints();
            case "categories_sizes" -> setSizes = in.ints();
            case "categories" -> categories = in.ints();
            case "tree_param" -> in.object(this::parameter);
            default -> in.skip();
        }
    }

    private void parameter(String name) {
        if (!name.equals("size_leaf_vector")) {
            in.skip();
            return;
        }
        String size = in.text();
        try {
            leafSize = Integer.parseUnsignedInt(size);
        } catch (NumberFormatException e) {
            throw new InvalidException("XGBoost model, " + where + " has leaves of the size '" + size + "'", e);
        }
    }

    /** The values of each leaf: up to XGBoost 3.1 at the place of its node, since then where its right child says. */
    private float @Nullable [][] vectors() {
        requireArrays();
        float[] weights = leafWeights != null ? leafWeights : nodeWeights != null ? nodeWeights.get() : new float[0];
        float[][] vectors = new float[left.length][];
        BitSet taken = new BitSet();
        for (int node = 0; node < left.length; node++) {
            if (left[node] != NO_CHILD) {
                continue;
            }
            int place = leafWeights == null ? node : right[node];
            long end = (place + 1L) * leafSize;
            if (place < 0 || end > weights.length || taken.get(place)) {
                throw invalid("has the leaf " + node + " with values at place " + place + ", there are "
                        + weights.length + " values, " + leafSize + " a leaf");
            }
            taken.set(place);
            vectors[node] = Arrays.copyOfRange(weights, place * leafSize, (int) end);
            right[node] = NO_CHILD;
        }
        return vectors;
    }

    private boolean hasCategoricalType() {
        return Arrays.stream(types).anyMatch(type -> type != 0);
    }

    /** The set of each categorical node; exchanges the children of these nodes. */
    private int[][] sets() {
        if (setBegins.length != setNodes.length || setSizes.length != setNodes.length || types.length != left.length) {
            throw invalid("has " + setNodes.length + " nodes with categories, " + setBegins.length + " places and "
                    + setSizes.length + " sizes of sets, and " + types.length + " types of " + left.length + " nodes");
        }
        requireArrays();
        int[][] sets = new int[left.length][];
        int end = 0;
        for (int i = 0; i < setNodes.length; i++) {
            int node = setNodes[i];
            // Sets follow each other in a file, so that together they are not larger than it is.
            boolean follows = setBegins[i] == end && setSizes[i] >= 0 && setSizes[i] <= categories.length - end;
            if (!follows || node < 0 || node >= sets.length || sets[node] != null || types[node] != CATEGORICAL) {
                throw invalid("has the set of categories " + i + " of node " + node + ", place " + setBegins[i]
                        + " and size " + setSizes[i] + ", which does not fit");
            }
            end += setSizes[i];
            sets[node] = Arrays.copyOfRange(categories, setBegins[i], end);
            Arrays.sort(sets[node]);
            exchange(node);
        }
        for (int node = 0; node < types.length; node++) {
            if (types[node] != 0 && sets[node] == null) {
                throw invalid("has a node " + node + " of type " + types[node] + " without categories");
            }
        }
        return sets;
    }

    private void requireArrays() {
        if (right.length != left.length || missingLeft.length != left.length) {
            throw invalid("has " + left.length + " left children, " + right.length + " right children and "
                    + missingLeft.length + " missing directions");
        }
    }

    private void exchange(int node) {
        int child = left[node];
        left[node] = right[node];
        right[node] = child;
        missingLeft[node] = 1 - missingLeft[node];
    }

    private InvalidException invalid(String complaint) {
        return new InvalidException("XGBoost model, " + where + " " + complaint);
    }
}
