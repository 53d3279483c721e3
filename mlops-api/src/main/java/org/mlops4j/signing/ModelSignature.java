// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * Signatures of models as bundles of OpenSSF Model Signing 1.0, which other tools make and verify as well: a DSSE
 * envelope around an in-toto statement of the digests of all files, serialization {@code files}, hash {@code sha256}.
 *
 * <p>The key within a bundle, or its certificate, only says which of the trusted keys to take. A chain of certificates
 * counts if the key of its first one is trusted itself; issuers and dates are not looked at. Keyless bundles need an
 * online log and are refused.
 *
 * @see <a href="https://github.com/ossf/model-signing-spec">the specification</a>
 */
public final class ModelSignature {

    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";
    private static final String VERSION = ".v0.3+json";

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
                .with("mediaType", MEDIA_TYPE + VERSION)
                .with(
                        "verificationMaterial",
                        Document.object()
                                .with("publicKey", Document.object().with("hint", TrustedKeys.id(signer.publicKey())))
                                .with("tlogEntries", Document.texts(List.of())))
                .with(
                        "dsseEnvelope",
                        Document.object()
                                .with("payload", base64.encodeToString(payload))
                                .with("payloadType", PAYLOAD_TYPE)
                                .with(
                                        "signatures",
                                        Document.list(Document.object()
                                                .with("keyid", "")
                                                .with("sig", base64.encodeToString(signer.sign(encoded(payload))))))));
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
        Document fields = json.read(bundle);
        for (String field : fields.fields().keySet()) {
            if (!field.equals("mediaType") && !field.equals("verificationMaterial") && !field.equals("dsseEnvelope")) {
                throw new InvalidException("a model signing bundle has no field '" + field + "'");
            }
        }
        if (!fields.get("mediaType").text().startsWith(MEDIA_TYPE)) {
            throw new InvalidException("a model signing bundle is of the type " + MEDIA_TYPE + VERSION + ", not "
                    + fields.get("mediaType").text());
        }
        String key = VerificationMaterial.keyId(fields.get("verificationMaterial"));
        Document envelope = fields.get("dsseEnvelope");
        if (!envelope.get("payloadType").text().equals(PAYLOAD_TYPE)) {
            throw new InvalidException("the payload of a model signing bundle is of the type " + PAYLOAD_TYPE + ", not "
                    + envelope.get("payloadType").text());
        }
        if (envelope.get("signatures").list().size() != 1) {
            throw new InvalidException("a model signing bundle has one signature, not "
                    + envelope.get("signatures").list().size());
        }
        byte[] payload = decode(envelope.get("payload").text());
        byte[] signature =
                decode(envelope.get("signatures").list().get(0).get("sig").text());
        trusted.verify(key, encoded(payload), signature);
        return Statement.files(json.read(new String(payload, StandardCharsets.UTF_8)));
    }

    /** The pre-authentication encoding of DSSE: what is signed tells its type and both lengths. */
    private static byte[] encoded(byte[] payload) {
        byte[] head = ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidException("a part of the model signing bundle is not Base64", e);
        }
    }
}
