// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;

/** A bundle of a model signature, taken apart. Nothing in it is trusted yet. */
final class Bundle {

    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";
    static final String VERSION = ".v0.3+json";

    private final Document material;
    private final byte[] payload;
    private final byte[] signature;

    private Bundle(Document material, byte[] payload, byte[] signature) {
        this.material = material;
        this.payload = payload;
        this.signature = signature;
    }

    static Bundle parse(String text, DocumentText json) {
        Document fields = json.read(text);
        for (String field : fields.fields().keySet()) {
            if (!field.equals("mediaType") && !field.equals("verificationMaterial") && !field.equals("dsseEnvelope")) {
                throw new InvalidException("a model signing bundle has no field '" + field + "'");
            }
        }
        if (!fields.get("mediaType").text().startsWith(MEDIA_TYPE)) {
            throw new InvalidException("a model signing bundle is of the type " + MEDIA_TYPE + VERSION + ", not "
                    + fields.get("mediaType").text());
        }
        Document envelope = fields.get("dsseEnvelope");
        if (!envelope.get("payloadType").text().equals(PAYLOAD_TYPE)) {
            throw new InvalidException("the payload of a model signing bundle is of the type " + PAYLOAD_TYPE + ", not "
                    + envelope.get("payloadType").text());
        }
        if (envelope.get("signatures").list().size() != 1) {
            throw new InvalidException("a model signing bundle has one signature, not "
                    + envelope.get("signatures").list().size());
        }
        return new Bundle(
                fields.get("verificationMaterial"),
                decode(envelope.get("payload").text()),
                decode(envelope.get("signatures").list().get(0).get("sig").text()));
    }

    /** {@return who is said to have signed} */
    Signatory signatory() {
        return VerificationMaterial.signatory(material);
    }

    /** {@return what is said to be covered} */
    SignedFiles files(DocumentText json) {
        return Statement.files(json.read(new String(payload, StandardCharsets.UTF_8)));
    }

    /** {@return the bytes that the signature is over} */
    byte[] message() {
        return encoded(payload);
    }

    byte[] signature() {
        return signature;
    }

    /** The pre-authentication encoding of DSSE: what is signed tells its type and both lengths. */
    static byte[] encoded(byte[] payload) {
        byte[] head = ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    /** {@return the payload within the bytes that a signature is over: what follows their fourth space} */
    static byte[] payload(byte[] message) {
        int at = 0;
        for (int spaces = 0; spaces < 4 && at < message.length; at++) {
            spaces += message[at] == ' ' ? 1 : 0;
        }
        return Arrays.copyOfRange(message, at, message.length);
    }

    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidException("a part of the model signing bundle is not Base64", e);
        }
    }
}
