// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a loaded model keeps in memory, counted object by object. */
class PredictorHeapTest {

    private static final int INPUTS = 28;
    private static final int TREES = 100;
    private static final int DEPTH = 8;

    private static final long NODES = (long) TREES * ((2 << DEPTH) - 1);

    /**
     * Half of the nodes are an int and have a threshold, a double and four cells of ints; the other half, the leaves,
     * are a float.
     */
    @Test
    void aPredictorOfFloatsKeeps16BytesANode() {
        TreeEnsemble ensemble = new TreeEnsemble(INPUTS, new float[1], trees(), new int[TREES]);
        assertThat(bytes(ensemble)).isBetween(16 * NODES, 17 * NODES);
    }

    /** The same, but a double for a leaf. */
    @Test
    void aPredictorOfDoublesKeeps18BytesANode() {
        assertThat(bytes(TreeEnsemble.inDouble(INPUTS, 1, trees()))).isBetween(18 * NODES, 19 * NODES);
    }

    private static long bytes(TreeEnsemble ensemble) {
        assertThat(Forest.of(ensemble, new TreeOrder(ensemble), FeatureKeys.of(ensemble)))
                .isInstanceOf(LevelForest.class);
        return retained(new TreePredictor(ensemble, FloatTransform.IDENTITY));
    }

    /** Complete trees, no two of whose thresholds are the same. */
    private static List<Tree> trees() {
        SplittableRandom random = new SplittableRandom(1);
        List<Tree> trees = new ArrayList<>();
        int inner = (1 << DEPTH) - 1;
        int size = 2 * inner + 1;
        for (int t = 0; t < TREES; t++) {
            int[] left = new int[size];
            int[] right = new int[size];
            int[] feature = new int[size];
            double[] value = new double[size];
            Arrays.fill(left, -1);
            Arrays.fill(right, -1);
            for (int node = 0; node < size; node++) {
                value[node] = random.nextDouble();
                if (node < inner) {
                    left[node] = 2 * node + 1;
                    right[node] = 2 * node + 2;
                    feature[node] = random.nextInt(INPUTS);
                }
            }
            trees.add(new TreeBuilder("tree " + t)
                    .left(left)
                    .right(right)
                    .feature(feature)
                    .missingLeft(new int[size])
                    .value(value)
                    .build());
        }
        return trees;
    }

    /** {@return the bytes of an object and all that it leads to} With references of 8 bytes, as at worst. */
    private static long retained(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        long bytes = 0;
        while (!open.isEmpty()) {
            Object object = open.pop();
            if (object instanceof Enum<?> || !seen.add(object)) {
                continue;
            }
            bytes += 16;
            if (object.getClass().isArray()) {
                Class<?> of = object.getClass().getComponentType();
                bytes += (long) Array.getLength(object) * width(of);
                for (int i = 0; !of.isPrimitive() && i < Array.getLength(object); i++) {
                    push(open, Array.get(object, i));
                }
                continue;
            }
            assertThat(object.getClass().getName()).startsWith("org.mlops4j.");
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += Long.BYTES;
                    if (!field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        push(open, value(field, object));
                    }
                }
            }
        }
        return bytes;
    }

    private static void push(Deque<Object> open, Object value) {
        if (value != null) {
            open.push(value);
        }
    }

    private static Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.toString(), e);
        }
    }

    private static int width(Class<?> type) {
        return type == int.class || type == float.class ? Integer.BYTES : Long.BYTES;
    }
}
