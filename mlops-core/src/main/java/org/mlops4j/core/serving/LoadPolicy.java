// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.VersionSignatures;

/** Which versions a process is willing to load, whatever the store says of them. Thread-safe. */
@FunctionalInterface
public interface LoadPolicy {

    /** {@return the policy that asks for no signature} */
    static LoadPolicy any() {
        return (version, signatures) -> {};
    }

    /** {@return the policy that only takes versions that a trusted key signed} */
    static LoadPolicy requireSigned(TrustedKeys trusted) {
        requireNonNull(trusted, "trusted");
        return (version, signatures) -> signatures.verify(version, trusted);
    }

    /**
     * Checks a version before a byte of it is read.
     *
     * @param signatures those of the store that the version is of
     * @throws org.mlops4j.error.RejectedException if it may not be loaded
     */
    void check(ModelVersion version, VersionSignatures signatures);
}
