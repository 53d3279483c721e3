// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * Signatures of models as bundles of OpenSSF Model Signing 1.0, which other tools make and verify as well: a DSSE
 * envelope around an in-toto statement of the digests of all files, serialization {@code files}, hash {@code sha256}.
 *
 * <p>The key within a bundle only says which of the trusted keys to take. A chain of certificates counts by
 * {@link TrustedRoots} if it leads to one of them, and by {@link TrustedKeys} if the key of its first one is trusted
 * itself, whatever its issuers and dates. Keyless bundles count by {@link TrustedIdentities}.
 *
 * @see <a href="https://github.com/ossf/model-signing-spec">the specification</a>
 */
public final class ModelSignature {

    private ModelSignature() {}

    /**
     * {@return the bundle, JSON text that goes beside the model}
     *
     * @param files of {@link SignedFiles#of} or {@link SignedDirectory#read}
     * @param signer with an ECDSA key on P-256, P-384 or P-521
     * @param json of any handle
     * @throws InvalidException if the key is of another kind
     */
    public static String sign(SignedFiles files, Signer signer, DocumentText json) {
        if (!(signer.publicKey() instanceof ECPublicKey)) {
            throw new InvalidException("models are signed by ECDSA on P-256, P-384 or P-521, the key is of "
                    + signer.publicKey().getAlgorithm());
        }
        byte[] payload = json.write(Statement.of(files)).getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getEncoder();
        return json.write(Document.object()
                .with("mediaType", Bundle.MEDIA_TYPE + Bundle.VERSION)
                .with("verificationMaterial", VerificationMaterial.of(signer))
                .with(
                        "dsseEnvelope",
                        Document.object()
                                .with("payload", base64.encodeToString(payload))
                                .with("payloadType", Bundle.PAYLOAD_TYPE)
                                .with(
                                        "signatures",
                                        Document.list(Document.object()
                                                .with("keyid", "")
                                                .with(
                                                        "sig",
                                                        base64.encodeToString(
                                                                signer.sign(Bundle.encoded(payload))))))));
    }

    /**
     * {@return what a bundle covers, since its signature is right} Compare it with the model by
     * {@link SignedFiles#requireSame}.
     *
     * @param bundle its text
     * @param trusted the keys whose signatures count
     * @param json of any handle
     * @throws InvalidException if it is no such bundle
     * @throws IncompatibleException if it is signed or hashed in a way that is not verified here
     * @throws org.mlops4j.error.RejectedException if no trusted key signed it
     */
    public static SignedFiles verify(String bundle, TrustedKeys trusted, DocumentText json) {
        // Keys have no dates, so any instant will do.
        return verify(bundle, trusted, Instant.EPOCH, json);
    }

    /**
     * {@return what a bundle covers, since its signature is right} Compare it with the model by
     * {@link SignedFiles#requireSame}.
     *
     * @param bundle its text
     * @param trust whose signatures count
     * @param at when certificates must be valid: now, or when it is known that the bundle was there
     * @param json of any handle
     * @throws InvalidException if it is no such bundle
     * @throws IncompatibleException if it is signed or hashed in a way that is not verified here
     * @throws org.mlops4j.error.RejectedException if nobody signed it who is trusted
     */
    public static SignedFiles verify(String bundle, Trust trust, Instant at, DocumentText json) {
        Bundle parsed = Bundle.parse(bundle, json);
        trust.verify(parsed.signatory(), parsed.message(), parsed.signature(), at);
        return parsed.files(json);
    }

    /**
     * {@return what a bundle says of itself} Verifies nothing; for telling people what a bundle is about, and for
     * refusing early one that is about something else.
     *
     * @param bundle its text
     * @param json of any handle
     * @throws InvalidException if it is no such bundle
     * @throws IncompatibleException if it is signed or hashed in a way that is not verified here
     */
    public static SignatureClaim claim(String bundle, DocumentText json) {
        Bundle parsed = Bundle.parse(bundle, json);
        return new SignatureClaim(parsed.signatory().key(), parsed.files(json));
    }
}
