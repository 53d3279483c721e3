// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

/**
 * The last steps of SplitMix64, a bijection whose output bits depend on all input bits: G. L. Steele, D. Lea, C. H.
 * Flood, Fast splittable pseudorandom number generators, OOPSLA 2014. What was computed with it is stored, so it never
 * changes.
 */
public final class SplitMix64 {

    private SplitMix64() {}

    /** {@return bits that look random, others for other bits} */
    public static long mix(long bits) {
        long z = bits + 0x9e37_79b9_7f4a_7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
