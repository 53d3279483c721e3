// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

/** Decides by the request's id which requests are logged: the same ones in every process and for every route. */
final class Sampling {

    private final int seed;
    private final double share;

    Sampling(String deployment, double share) {
        this.seed = deployment.hashCode();
        this.share = share;
    }

    boolean takes(String requestId) {
        if (share >= 1) {
            return true;
        }
        // String.hashCode is fixed by its specification; the finaliser of MurmurHash3 spreads it over all bits.
        int hash = requestId.hashCode() ^ seed;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        hash ^= hash >>> 16;
        return (hash & 0xffffffffL) < share * 0x1p32;
    }
}
