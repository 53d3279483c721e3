// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

/** Hashes of 64 bits that are the same on every machine; equal values have equal ones. */
final class Hashes {

    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;

    private Hashes() {}

    /** {@return the hash of a number; 0.0 and -0.0 differ} */
    static long of(double number) {
        return mix(Double.doubleToRawLongBits(number));
    }

    /** {@return the hash of a text: FNV-1a over its UTF-16 units, mixed since its upper bits alone are weak} */
    static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /**
     * The finalizer of MurmurHash3 (A. Appleby, public domain): a bijection of which every bit depends on every other.
     */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
