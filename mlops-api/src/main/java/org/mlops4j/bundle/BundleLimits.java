// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.bundle;

/**
 * What a bundle may have at most, so that a hostile one fills neither disk nor heap.
 *
 * @param files how many files
 * @param bytes how many bytes all files together, unpacked
 * @param ratio how many times as large as in a zip a file of more than a mebibyte may be
 */
public record BundleLimits(int files, long bytes, int ratio) {

    /** 100 000 files, 64 GiB, a hundred times. */
    public static final BundleLimits DEFAULT = new BundleLimits(100_000, 64L << 30, 100);

    /** Checks the limits. */
    public BundleLimits {
        if (files < 1 || bytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
