// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.RejectedException;

/**
 * Several kinds of trust together: a signature counts that counts by one of them. So the keys of today's releases, the
 * authority of tomorrow's and the people who sign by Sigstore are one configuration. Immutable.
 */
public final class TrustPolicy implements Trust {

    private final List<Trust> parts;

    private TrustPolicy(List<Trust> parts) {
        this.parts = parts;
    }

    /**
     * {@return the trust in whatever one of these trusts}
     *
     * @throws InvalidException if there is none
     */
    public static TrustPolicy anyOf(Trust... parts) {
        if (parts.length == 0) {
            throw new InvalidException("nobody is trusted, so nothing could ever be verified; give at least one");
        }
        return new TrustPolicy(List.of(parts));
    }

    @Override
    public List<String> names() {
        return parts.stream().flatMap(part -> part.names().stream()).distinct().toList();
    }

    /**
     * {@inheritDoc} Asks one after the other until one accepts.
     *
     * @throws RejectedException if none does; the message has the reason of each
     */
    @Override
    public void verify(Signatory signatory, byte[] message, byte[] signature, Instant at) {
        List<MlopsException> refusals = new ArrayList<>();
        for (Trust part : parts) {
            try {
                part.verify(signatory, message, signature, at);
                return;
            } catch (RejectedException | InvalidException | IncompatibleException e) {
                refusals.add(e);
            }
        }
        RejectedException refused = new RejectedException(
                refusals.stream().map(MlopsException::getMessage).distinct().collect(Collectors.joining("; and ")));
        refusals.forEach(refused::addSuppressed);
        throw refused;
    }
}
