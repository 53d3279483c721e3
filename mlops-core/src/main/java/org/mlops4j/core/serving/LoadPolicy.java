// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.util.Objects.requireNonNull;

import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.Trust;
import org.mlops4j.signing.VersionSignatures;

/** Which versions a process is willing to load, whatever the store says of them. Thread-safe. */
@FunctionalInterface
public interface LoadPolicy {

    /** {@return the policy that asks for no signature} */
    static LoadPolicy any() {
        return (version, signatures) -> {};
    }

    /** {@return the policy that only takes versions that somebody signed who is trusted} */
    static LoadPolicy requireSigned(Trust trust) {
        requireNonNull(trust, "trust");
        return (version, signatures) -> signatures.verify(version, trust);
    }

    /**
     * Checks a version before a byte of it is read.
     *
     * @param signatures those of the store that the version is of
     * @throws org.mlops4j.error.RejectedException if it may not be loaded
     */
    void check(ModelVersion version, VersionSignatures signatures);
}
