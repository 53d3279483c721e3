// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

/** The working memory of a thread, grown to the largest model that the thread predicts with. */
final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private int[] keys = new int[128];
    private int[] reached = new int[128];
    private double[] sums = new double[64];

    private Scratch() {}

    /** {@return the scratch of the calling thread; its content is undefined} */
    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    int[] keys(int size) {
        if (keys.length < size) {
            keys = new int[size];
        }
        return keys;
    }

    int[] reached(int size) {
        if (reached.length < size) {
            reached = new int[size];
        }
        return reached;
    }

    double[] sums(int size) {
        if (sums.length < size) {
            sums = new double[size];
        }
        return sums;
    }
}
