// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.error.InvalidException;

class TreeBuilderTest {

    @Test
    void siblingsBecomeNeighboursAndUnreachedNodesGo() {
        Tree tree = builder(new int[] {4, -1, 9, -1, -1}, new int[] {1, -1, 9, -1, -1})
                .value(new float[] {0.5f, 10, Float.NaN, 99, 20})
                .build();
        assertThat(tree.size()).isEqualTo(3);
        assertThat(tree.right(0)).isEqualTo(2);
        assertThat(tree.value(1)).isEqualTo(20);
        assertThat(tree.value(2)).isEqualTo(10);
        assertThat(tree.depth()).isEqualTo(1);
    }

    @Test
    void aChildOutsideIsRefused() {
        assertRefused(builder(new int[] {1, -1, -1}, new int[] {3, -1, -1}), "tree 7: node 0 has the child 3");
        assertRefused(builder(new int[] {-1, -1, -1}, new int[] {1, -1, -1}), "node 0 has the child -1");
        assertRefused(
                builder(new int[] {Integer.MIN_VALUE, -1, -1}, new int[] {1, -1, -1}), "has the child -2147483648");
    }

    @Test
    void aCycleIsRefused() {
        assertRefused(builder(new int[] {1, 0, -1}, new int[] {2, 2, -1}), "has the child 0, to which another way");
        assertRefused(builder(new int[] {0, -1, -1}, new int[] {1, -1, -1}), "has the child 0");
    }

    @Test
    void aSharedChildIsRefused() {
        assertRefused(builder(new int[] {1, -1, -1}, new int[] {1, -1, -1}), "has the child 1, to which another way");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        int[] left = {1, -1, -1};
        int[] right = {2, -1, -1};
        assertRefused(builder(left, right).value(new float[] {Float.NaN, 1, 2}), "node 0 has the threshold NaN");
        assertRefused(builder(left, right).value(new float[] {1, Float.NaN, 2}), "node 1 has the leaf value NaN");
        assertRefused(
                builder(left, right).value(new float[] {1, 1, Float.POSITIVE_INFINITY}), "node 2 has the leaf value");
        assertRefused(builder(left, right).feature(new int[] {-1, 0, 0}), "compares the feature -1");
        assertRefused(builder(left, right).missingLeft(new int[] {2, 0, 0}), "missing direction 2");
    }

    @Test
    void arraysOfOtherSizesAreRefused() {
        assertRefused(builder(new int[] {1, -1, -1}, new int[] {2, -1}), "3 left children, 2 right children");
        assertRefused(new TreeBuilder("tree 7"), "0 left children");
    }

    @Test
    void aTreeTooDeepIsRefused() {
        RandomTrees random = new RandomTrees(1, 2);
        assertThatThrownBy(() -> random.tree(random.chain(TreeBuilder.MAX_DEPTH + 1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("1025 levels deep, at most 1024");
    }

    @Test
    void anEnsembleChecksFeaturesAndGroups() {
        Tree tree = builder(new int[] {1, -1, -1}, new int[] {2, -1, -1})
                .feature(new int[] {5, 0, 0})
                .build();
        assertThatThrownBy(() -> new TreeEnsemble(5, new float[1], List.of(tree), new int[1]))
                .isInstanceOf(InvalidException.class)
                .hasMessage("tree 0 compares feature 5, the model has 5 features");
        assertThatThrownBy(() -> new TreeEnsemble(6, new float[1], List.of(tree), new int[] {1}))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("tree 0 is of group 1");
        assertThatThrownBy(() -> new TreeEnsemble(6, new float[1], List.of(tree), new int[0]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("1 trees states the groups of 0");
    }

    private static TreeBuilder builder(int[] left, int[] right) {
        return new TreeBuilder("tree 7")
                .left(left)
                .right(right)
                .feature(new int[left.length])
                .missingLeft(new int[left.length])
                .value(new float[left.length]);
    }

    private static void assertRefused(TreeBuilder builder, String message) {
        assertThatThrownBy(builder::build).isInstanceOf(InvalidException.class).hasMessageContaining(message);
    }
}
