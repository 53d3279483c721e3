// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeBuilder;
import org.mlops4j.error.IncompatibleException;

/** Reads one tree. */
final class XgboostTreeReader {

    private final DocumentReader in;
    private final String where;
    private final TreeBuilder tree;

    XgboostTreeReader(DocumentReader in, String where) {
        this.in = in;
        this.where = where;
        this.tree = new TreeBuilder("XGBoost model, " + where);
    }

    Tree read() {
        in.object(this::field);
        return tree.build();
    }

    private void field(String name) {
        switch (name) {
            case "left_children" -> tree.left(in.ints());
            case "right_children" -> tree.right(in.ints());
            case "split_indices" -> tree.feature(in.ints());
            case "split_conditions" -> tree.value(in.floats());
            case "default_left" -> tree.missingLeft(in.ints());
            case "split_type" -> requireNumerical(in.ints());
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
        if (!size.equals("0") && !size.equals("1")) {
            throw new IncompatibleException(where + " of the XGBoost model has leaves of " + size
                    + " values, supported are trees of one output (multi_strategy=one_output_per_tree)");
        }
    }

    private void requireNumerical(int[] types) {
        for (int node = 0; node < types.length; node++) {
            if (types[node] != 0) {
                throw new IncompatibleException(where + " of the XGBoost model has a categorical split at node " + node
                        + ", supported are numerical splits; encode categories as numbers for training");
            }
        }
    }
}
