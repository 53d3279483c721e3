// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A mail server on loopback. Its certificate is that of {@code mail.p12}, made by {@code keytool -genkeypair -alias
 * mail -keyalg EC -groupname secp256r1 -validity 36500 -dname CN=localhost -ext san=ip:127.0.0.1,dns:localhost
 * -storetype PKCS12 -storepass changeit -keystore mail.p12}.
 */
final class MailServer implements AutoCloseable {

    private final GreenMail mail;
    private final String protocol;

    private MailServer(String protocol, String address) {
        this.protocol = protocol;
        this.mail = new GreenMail(new ServerSetup(0, address, protocol));
        mail.setUser("mlops", "right password");
        mail.start();
    }

    static MailServer plain() {
        return new MailServer(ServerSetup.PROTOCOL_SMTP, "127.0.0.1");
    }

    static MailServer tls(String address) {
        return new MailServer(ServerSetup.PROTOCOL_SMTPS, address);
    }

    int port() {
        return protocol.equals(ServerSetup.PROTOCOL_SMTP)
                ? mail.getSmtp().getPort()
                : mail.getSmtps().getPort();
    }

    List<MimeMessage> received() {
        return List.of(mail.getReceivedMessages());
    }

    /** {@return a context that has the key of the certificate, and trusts it alone} */
    static SSLContext certificate() {
        char[] password = "changeit".toCharArray();
        try (InputStream file = MailServer.class.getResourceAsStream("/mail.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("mail.p12 cannot be read", e);
        }
    }

    @Override
    public void close() {
        mail.stop();
    }
}
