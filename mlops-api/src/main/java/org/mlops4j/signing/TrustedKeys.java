// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;

/**
 * The public keys whose signatures count, by their ids. Comes from the configuration, never from what is verified.
 * Immutable.
 */
public final class TrustedKeys implements Trust {

    private final SortedMap<String, PublicKey> keys;

    private TrustedKeys(SortedMap<String, PublicKey> keys) {
        this.keys = Collections.unmodifiableSortedMap(keys);
    }

    /**
     * {@return these keys}
     *
     * @throws InvalidException if there is none, or one is neither ECDSA on P-256, P-384 or P-521 nor Ed25519
     */
    public static TrustedKeys of(Collection<? extends PublicKey> keys) {
        if (keys.isEmpty()) {
            throw new InvalidException("no key is trusted, so nothing could ever be verified; give at least one");
        }
        SortedMap<String, PublicKey> byId = new TreeMap<>();
        for (PublicKey key : keys) {
            KeyKind.of(key);
            byId.put(id(key), key);
        }
        return new TrustedKeys(byId);
    }

    /** {@return these keys, see {@link #of(Collection)}} */
    public static TrustedKeys of(PublicKey... keys) {
        return of(List.of(keys));
    }

    /**
     * {@return the id of a key: the SHA-256 in hexadecimal of its SubjectPublicKeyInfo as PEM, with line feeds and one
     * at the end} So {@code openssl pkey -pubin | sha256sum} gives it as well.
     */
    public static String id(PublicKey key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Digest.of(("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .hex();
    }

    /** {@return the ids of these keys, in order} */
    @Override
    public List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /**
     * {@inheritDoc} A chain of certificates counts if the key of its first one is trusted; issuers and dates do not.
     */
    @Override
    public void verify(Signatory signatory, byte[] message, byte[] signature, Instant at) {
        verify(signatory.key(), message, signature);
    }

    /**
     * Checks a signature.
     *
     * @param keyId the id of the key that is said to have signed
     * @throws RejectedException if the key is not among these, or has not signed these bytes
     */
    public void verify(String keyId, byte[] message, byte[] signature) {
        PublicKey key = keys.get(keyId);
        if (key == null) {
            throw new RejectedException("the key that is said to have signed is not trusted; trusted are "
                    + String.join(", ", keys.keySet()));
        }
        if (!KeyKind.of(key).verify(key, message, signature)) {
            throw new RejectedException("the signature is not that of key " + keyId + " over these bytes");
        }
    }
}
