// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;

/**
 * Hashes that decide which way a request goes: the same in every process and version, and independent of those of
 * another deployment. Allocates nothing.
 */
/*
 * FNV-1a over the UTF-16 code units, then the finaliser of SplitMix64, which spreads it over all bits.
 */
final class StickyHash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StickyHash() {}

    static long of(String text, long seed) {
        long hash = OFFSET ^ seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mix(hash);
    }

    static long of(long number, long seed) {
        return mix(number ^ mix(seed));
    }

    /** {@return the hash of a field of a request that is not null} */
    static long of(Row request, int field, long seed) {
        Schema schema = request.schema();
        return switch (schema.field(field).type().text()) {
            case "string" -> of(String.valueOf(request.text(field)), seed);
            case "int64", "timestamp" -> of(request.whole(field), seed);
            default -> of(Double.doubleToLongBits(request.number(field)), seed);
        };
    }

    /** {@return a number in (0, 1) from the highest bits} */
    static double share(long hash) {
        return ((hash >>> 11) + 0.5) * 0x1p-53;
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
