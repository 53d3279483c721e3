// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.util.Objects.requireNonNull;

/**
 * What a bundle says of itself. Nothing of it is verified: anybody can write a bundle that says so.
 *
 * @param key the id of the key that is said to have signed
 * @param files what is said to be covered
 */
public record SignatureClaim(String key, SignedFiles files) {

    /** Checks that both are there. */
    public SignatureClaim {
        requireNonNull(key, "key");
        requireNonNull(files, "files");
    }
}
