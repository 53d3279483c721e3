// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;

/**
 * An entry of a transparency log as a bundle of Sigstore has it. Nothing of it is trusted before its log was asked.
 *
 * @param log the id of the log, in hexadecimal
 * @param document the whole entry
 */
record LogEntry(String log, Document document) {

    private static final Pattern PEM_LINES = Pattern.compile("-----(BEGIN|END) CERTIFICATE-----|\\s");

    static LogEntry from(Document document) {
        byte[] id = Bundle.decode(document.get("logId").get("keyId").text());
        return new LogEntry(HexFormat.of().formatHex(id), document);
    }

    /** {@return the bytes that are a leaf of the log's tree} */
    byte[] body() {
        return Bundle.decode(document.get("canonicalizedBody").text());
    }

    /** {@return when the log says that it took the entry} */
    Instant time() {
        return Instant.ofEpochSecond(whole(document.get("integratedTime")));
    }

    /** {@return the signature of the promise to keep the entry} */
    byte[] promise() {
        return Bundle.decode(document.find("inclusionPromise")
                .orElseThrow(() -> new IncompatibleException("the log of the signature tells no time (Rekor 2); a"
                        + " timestamp beside it is not verified here. Sign by Rekor 1, or by a key"))
                .get("signedEntryTimestamp")
                .text());
    }

    /** {@return what the promise is over: canonical JSON, of which no part has a letter to escape} */
    byte[] promised() {
        return ("{\"body\":\"" + Base64.getEncoder().encodeToString(body()) + "\",\"integratedTime\":"
                        + whole(document.get("integratedTime")) + ",\"logID\":\"" + log + "\",\"logIndex\":"
                        + whole(document.get("logIndex")) + "}")
                .getBytes(UTF_8);
    }

    Document proof() {
        return document.find("inclusionProof")
                .orElseThrow(
                        () -> new RejectedException("the entry of the log comes without a proof that it is in it"));
    }

    /** Checks that the log keeps this very signature, by the key of this certificate, of this payload. */
    void requireOf(X509Certificate certificate, byte[] payload, byte[] signature, DocumentText json) {
        Document entry = json.read(new String(body(), UTF_8));
        String kind = entry.get("kind").text() + " " + entry.get("apiVersion").text();
        if (!kind.equals("dsse 0.0.1")) {
            throw new IncompatibleException("an entry of a log of the kind '" + kind
                    + "' is not verified here; those of the kind 'dsse 0.0.1' are");
        }
        Document spec = entry.get("spec");
        Document hash = spec.get("payloadHash");
        boolean same = hash.get("algorithm").text().equals("sha256")
                && hash.get("value").text().equals(Digest.of(payload).hex())
                && spec.get("signatures").list().stream().anyMatch(one -> isOf(one, certificate, signature));
        if (!same) {
            throw new RejectedException("the entry of the log is of another payload, signature or certificate");
        }
    }

    private static boolean isOf(Document logged, X509Certificate certificate, byte[] signature) {
        String pem = new String(Bundle.decode(logged.get("verifier").text()), UTF_8);
        byte[] verifier = Bundle.decode(PEM_LINES.matcher(pem).replaceAll(""));
        return Arrays.equals(verifier, encoded(certificate))
                && Arrays.equals(Bundle.decode(logged.get("signature").text()), signature);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new InvalidException("the certificate of the bundle cannot be written", e);
        }
    }

    /** {@return a number of 64 bits, which JSON of protocol buffers writes as text} */
    static long whole(Document number) {
        if (number instanceof Document.Whole whole) {
            return whole.whole();
        }
        try {
            return Long.parseLong(number.text());
        } catch (NumberFormatException e) {
            throw new InvalidException("a number in the entry of a log is not readable", e);
        }
    }
}
