// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mlops4j.signing.Signer;

/**
 * A key with its certificates, written as RFC 5280 has them. All are valid from the first of January to the eleventh of
 * April 2026, midnight UTC.
 *
 * @param chain the key's own certificate first and the root last
 */
record CertifiedKey(String name, KeyPair keys, List<X509Certificate> chain) {

    /** What extensions say, each with its object identifier. */
    static final String AUTHORITY = "0603551d13 0101ff 0405 30030101ff";

    static final String CERTIFICATE_AND_LIST_SIGNATURE = "0603551d0f 0101ff 0404 03020106";
    static final String DIGITAL_SIGNATURE = "0603551d0f 0101ff 0404 03020780";
    static final String CERTIFICATE_SIGNATURE = "0603551d0f 0101ff 0404 03020204";
    static final String BOTH_SIGNATURES = "0603551d0f 0101ff 0404 03020284";
    static final String KEY_AGREEMENT = "0603551d0f 0101ff 0404 03020308";
    static final String CODE_SIGNING = "0603551d25 040c 300a06082b06010505070303";
    static final String WEB_SERVER = "0603551d25 040c 300a06082b06010505070301";

    private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
    private static final int SEQUENCE = 0x30;
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** {@return a root, which issued its own certificate} */
    static CertifiedKey root(String name, String... extensions) throws GeneralSecurityException {
        KeyPair keys = newKeys();
        return new CertifiedKey(name, keys, List.of(certificate(name, keys, name, keys, extensions)));
    }

    /** {@return a new key with a certificate that this key signed, whether or not it may} */
    CertifiedKey issue(String subject, String... extensions) throws GeneralSecurityException {
        KeyPair issued = newKeys();
        X509Certificate certificate = certificate(subject, issued, name, keys, extensions);
        return new CertifiedKey(
                subject,
                issued,
                Stream.concat(Stream.of(certificate), chain.stream()).toList());
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    Signer signer() {
        return Signer.of(keys, chain);
    }

    /** {@return a list of this issuer, in force for a week, that revokes certificates since its first instant} */
    X509CRL revocationList(Instant from, CertifiedKey... revoked) throws GeneralSecurityException {
        byte[][] entries = Stream.of(revoked)
                .map(key -> der(SEQUENCE, serial(key.name), time(from)))
                .toArray(byte[][]::new);
        byte[] signed = der(
                SEQUENCE,
                ECDSA_WITH_SHA256,
                distinguished(name),
                time(from),
                time(from.plus(Duration.ofDays(7))),
                entries.length == 0 ? new byte[0] : der(SEQUENCE, entries));
        return (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(signed(signed, keys)));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            String subject, KeyPair subjectKeys, String issuer, KeyPair issuerKeys, String... extensions)
            throws GeneralSecurityException {
        byte[] signed = der(
                SEQUENCE,
                der(0xa0, hex("020102")),
                serial(subject),
                ECDSA_WITH_SHA256,
                distinguished(issuer),
                der(SEQUENCE, der(0x17, "260101000000Z".getBytes(UTF_8)), der(0x17, "260411000000Z".getBytes(UTF_8))),
                distinguished(subject),
                subjectKeys.getPublic().getEncoded(),
                extensions(extensions));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(signed(signed, issuerKeys)));
    }

    private static byte[] signed(byte[] content, KeyPair issuer) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate());
        signature.update(content);
        return der(SEQUENCE, content, ECDSA_WITH_SHA256, der(0x03, new byte[] {0}, signature.sign()));
    }

    /** Certificates of one issuer have numbers of their own. */
    private static byte[] serial(String subject) {
        return der(
                0x02, BigInteger.valueOf(subject.hashCode() & Integer.MAX_VALUE).toByteArray());
    }

    private static byte[] time(Instant instant) {
        return der(0x17, UTC_TIME.format(instant).getBytes(UTF_8));
    }

    private static byte[] distinguished(String name) {
        byte[] attribute = der(SEQUENCE, hex("0603550403"), der(0x0c, name.getBytes(UTF_8)));
        return der(SEQUENCE, der(0x31, attribute));
    }

    private static byte[] extensions(String... extensions) {
        if (extensions.length == 0) {
            return new byte[0];
        }
        byte[][] each = Stream.of(extensions)
                .map(extension -> der(SEQUENCE, hex(extension)))
                .toArray(byte[][]::new);
        return der(0xa3, der(SEQUENCE, each));
    }

    /** {@return parts as the content of a tag, shorter than 64 KiB} */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Stream.of(parts).forEach(content::writeBytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() >= 0x100) {
            out.write(0x82);
            out.write(content.size() >> 8);
        } else if (content.size() >= 0x80) {
            out.write(0x81);
        }
        out.write(content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
