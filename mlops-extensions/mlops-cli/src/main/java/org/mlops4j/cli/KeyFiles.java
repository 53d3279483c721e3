// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.signing.Signer;

/** Keys and certificates in files, as OpenSSL and keytool write them. */
final class KeyFiles {

    private static final long LARGEST = 64L << 20;

    private KeyFiles() {}

    /** {@return a signer with a key and its certificates out of a key store} */
    static Signer signer(Path keyStore, String alias, char[] password) {
        bytes(keyStore);
        try {
            KeyStore store = KeyStore.getInstance(keyStore.toFile(), password);
            if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
                throw new NotFoundException("there is no private key '" + alias + "' in " + keyStore);
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (var certificate : store.getCertificateChain(alias)) {
                chain.add((X509Certificate) certificate);
            }
            return Signer.of(new KeyPair(chain.get(0).getPublicKey(), key), chain);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidException(keyStore + " cannot be opened as a key store with this password", e);
        }
    }

    /** {@return a public key out of a PEM file} */
    static PublicKey publicKey(Path file) {
        String body = text(file).replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
        return Stream.of("EC", "Ed25519")
                .flatMap(algorithm -> publicKey(algorithm, body).stream())
                .findFirst()
                .orElseThrow(() -> new InvalidException(file + " holds no public key of ECDSA or Ed25519 in PEM"));
    }

    private static Optional<PublicKey> publicKey(String algorithm, String base64) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
        } catch (GeneralSecurityException | IllegalArgumentException anotherKind) {
            return Optional.empty();
        }
    }

    static X509Certificate certificate(Path file) {
        try (InputStream in = new ByteArrayInputStream(bytes(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidException(file + " holds no certificate", e);
        }
    }

    static X509CRL revocationList(Path file) {
        try (InputStream in = new ByteArrayInputStream(bytes(file))) {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidException(file + " holds no list of revoked certificates", e);
        }
    }

    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException("there is no file " + file);
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidException(file + " has more than " + LARGEST + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StorageException("could not read " + file, e);
        }
    }
}
