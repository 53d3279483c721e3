// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import org.mlops4j.error.InvalidException;

/** The kinds of keys that sign here, each with its one algorithm. */
enum KeyKind {
    P256("SHA256withECDSA", "secp256r1"),
    P384("SHA384withECDSA", "secp384r1"),
    P521("SHA512withECDSA", "secp521r1"),
    ED25519("Ed25519", "Ed25519");

    private final String algorithm;
    private final String curve;

    KeyKind(String algorithm, String curve) {
        this.algorithm = algorithm;
        this.curve = curve;
    }

    static KeyKind of(PublicKey key) {
        for (KeyKind kind : values()) {
            if (kind.fits(key)) {
                return kind;
            }
        }
        throw new InvalidException("a key of " + key.getAlgorithm()
                + " does not sign here; take ECDSA on P-256, P-384 or P-521, or Ed25519");
    }

    String algorithm() {
        return algorithm;
    }

    boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // The platform says so when the bytes are not even of the form of a signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new InvalidException("the platform cannot verify by " + algorithm, e);
        }
    }

    private boolean fits(PublicKey key) {
        if (this == ED25519) {
            return key instanceof EdECPublicKey edwards
                    && edwards.getParams().getName().equals(curve);
        }
        return key instanceof ECPublicKey elliptic && isOn(elliptic.getParams());
    }

    private boolean isOn(ECParameterSpec params) {
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec(curve));
            ECParameterSpec expected = named.getParameterSpec(ECParameterSpec.class);
            return expected.getCurve().equals(params.getCurve())
                    && expected.getGenerator().equals(params.getGenerator())
                    && expected.getOrder().equals(params.getOrder())
                    && expected.getCofactor() == params.getCofactor();
        } catch (GeneralSecurityException e) {
            throw new InvalidException("the platform does not know the curve " + curve, e);
        }
    }
}
