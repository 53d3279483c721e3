// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.time.Instant;
import java.util.List;

/**
 * Whose signatures of models count: those by certain keys, by keys with certificates of certain authorities, by certain
 * people without lasting keys, or any of these. Comes from the configuration, never from what is verified. Immutable.
 */
public sealed interface Trust permits TrustedKeys, TrustedRoots, TrustedIdentities, TrustPolicy {

    /** {@return what is trusted, each in a few words for messages} */
    List<String> names();

    /**
     * Checks a signature.
     *
     * @param signatory who is said to have signed
     * @param message what was signed
     * @param at when certificates must be valid; keys are at any time
     * @throws org.mlops4j.error.RejectedException if the signatory is not trusted, or has not signed these bytes
     */
    void verify(Signatory signatory, byte[] message, byte[] signature, Instant at);
}
