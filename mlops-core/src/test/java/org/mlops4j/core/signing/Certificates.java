// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.signing.Signer;

/** Keys with certificates, made by the keytool of the Java platform in a key store of their own. */
record Certificates(Path store) {

    private static final String PASSWORD = "of a test";

    /** Makes a key and its certificate, valid for 100 days from the first of January 2026 in any time zone. */
    void make(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.timezone=UTC",
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-startdate",
                "2026/01/01 00:00:00",
                "-validity",
                "100"));
        command.addAll(Arrays.asList(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    /** {@return the certificates of a key, its own first and the root last} */
    List<X509Certificate> chain(String name) throws IOException, GeneralSecurityException {
        return Arrays.stream(open().getCertificateChain(name))
                .map(X509Certificate.class::cast)
                .toList();
    }

    X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        return chain(name).get(0);
    }

    KeyPair keys(String name) throws IOException, GeneralSecurityException {
        return new KeyPair(certificate(name).getPublicKey(), (PrivateKey) open().getKey(name, PASSWORD.toCharArray()));
    }

    Signer signer(String name) throws IOException, GeneralSecurityException {
        return Signer.of(keys(name), chain(name));
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
