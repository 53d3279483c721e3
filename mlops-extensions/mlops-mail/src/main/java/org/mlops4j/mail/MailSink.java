// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

import static java.util.Objects.requireNonNull;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.error.DeliveryException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.spi.AlertSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts by e-mail: what one window began and resolved in one mail, as plain text and as HTML. Thread-safe; a
 * mail has a connection of its own.
 *
 * <pre>{@code
 * AlertSink mail = MailSink.by(mlops, "smtp.example.com")
 *         .login("mlops", password)
 *         .from("mlops@example.com")
 *         .to("ml-team@example.com")
 *         .build();
 * }</pre>
 *
 * <p>The connection is STARTTLS unless said otherwise, and the certificate of the server has to be one of its name.
 * Names and messages in alerts are shown as text: they neither add headers nor lines nor elements. The only link is
 * that to the runbook, and nothing is loaded from elsewhere.
 *
 * <p>A recipient whom the server refuses does not keep others from being told: that is logged. If it takes nobody, the
 * mail is sent again later.
 */
public final class MailSink implements AlertSink {

    /** How long the server may take for each step. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(MailSink.class);

    private final InstantSource clock;
    private final Session session;
    private final @Nullable String user;
    private final @Nullable String password;
    private final InternetAddress from;
    private final List<InternetAddress> to;

    private MailSink(Builder builder, InternetAddress from) {
        this.clock = builder.mlops.clock();
        this.session = Session.getInstance(builder.properties());
        this.user = builder.user;
        this.password = builder.password;
        this.from = from;
        this.to = List.copyOf(builder.to);
    }

    /**
     * {@return a builder for a sink}
     *
     * @param mlops gives the clock
     * @param host the mail server
     */
    public static Builder by(Mlops mlops, String host) {
        return new Builder(requireNonNull(mlops, "mlops"), requireNonNull(host, "host"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws DeliveryException if the server was not reached, is not whom it should be, or took the mail for nobody
     */
    @Override
    public void send(Alert alert) {
        sendAll(List.of(alert));
    }

    @Override
    public void sendAll(List<Alert> alerts) {
        try (Transport transport = session.getTransport()) {
            MimeMessage message = message(new MailText(alerts));
            transport.connect(user, password);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException e) {
            if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
                throw failure(e);
            }
            LOG.warn("the mail server {} did not take an alert for some recipients", host(), e);
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    private DeliveryException failure(MessagingException cause) {
        return new DeliveryException("the mail server " + host() + " did not take an alert", cause);
    }

    private String host() {
        return session.getProperty("mail.smtp.host") + ":" + session.getProperty("mail.smtp.port");
    }

    private MimeMessage message(MailText text) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text.plain(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(text.html(), "UTF-8", "html");
        Instant now = clock.instant();
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to.toArray(new InternetAddress[0]));
        message.setSubject(text.subject(), "UTF-8");
        message.setSentDate(Date.from(now));
        // Machines that answer absence notices keep away from it (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", plain, html));
        message.saveChanges();
        // That of the library tells the name of this machine.
        message.setHeader("Message-ID", "<" + Digest.of(now + text.plain()).hex() + "@mlops4j>");
        return message;
    }

    /** What a sink is made of. Not thread-safe. */
    public static final class Builder {

        private final Mlops mlops;
        private final String host;
        private final List<InternetAddress> to = new ArrayList<>();
        private @Nullable InternetAddress from;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable SSLContext trust;
        private MailSecurity security = MailSecurity.STARTTLS;
        private int port;
        private Duration timeout = DEFAULT_TIMEOUT;

        private Builder(Mlops mlops, String host) {
            this.mlops = mlops;
            this.host = host;
        }

        /**
         * Connects this port; without it 587, for TLS 465, and 25 if there is no security.
         *
         * @return this
         */
        public Builder port(int number) {
            if (number < 1 || number > 65_535) {
                throw new IllegalArgumentException("a port is a number from 1 to 65535, was " + number);
            }
            this.port = number;
            return this;
        }

        /**
         * Secures the connection so; {@link MailSecurity#STARTTLS} if not said.
         *
         * @return this
         */
        public Builder security(MailSecurity how) {
            this.security = requireNonNull(how, "how");
            return this;
        }

        /**
         * Trusts the certificates that this context does rather than those that Java does.
         *
         * @return this
         */
        public Builder trust(SSLContext context) {
            this.trust = requireNonNull(context, "context");
            return this;
        }

        /**
         * Logs in.
         *
         * @return this
         */
        public Builder login(String name, String secret) {
            this.user = requireNonNull(name, "name");
            this.password = requireNonNull(secret, "secret");
            return this;
        }

        /**
         * Sends in the name of an address. Required.
         *
         * @return this
         * @throws InvalidException if it is no address
         */
        public Builder from(String address) {
            this.from = address(address);
            return this;
        }

        /**
         * Sends to these addresses, and to those given before. At least one is required.
         *
         * @return this
         * @throws InvalidException if one is no address
         */
        public Builder to(String... addresses) {
            for (String address : addresses) {
                to.add(address(address));
            }
            return this;
        }

        /**
         * Waits so long for each step of the server; {@link MailSink#DEFAULT_TIMEOUT} if not said.
         *
         * @return this
         */
        public Builder timeout(Duration longest) {
            if (longest.toMillis() < 1) {
                throw new IllegalArgumentException("a timeout is a millisecond at the least, was " + longest);
            }
            this.timeout = longest;
            return this;
        }

        /**
         * {@return the sink; no connection is made yet}
         *
         * @throws IllegalStateException if a sender or a recipient is missing, or a password would be sent in the open
         */
        public MailSink build() {
            if (from == null || to.isEmpty()) {
                throw new IllegalStateException("a mail needs a sender and a recipient; call from(…) and to(…)");
            }
            if (security == MailSecurity.NONE && user != null) {
                throw new IllegalStateException("a password is not sent in the open; use STARTTLS or TLS");
            }
            return new MailSink(this, from);
        }

        private Properties properties() {
            int standard = switch (security) {
                case STARTTLS -> 587;
                case TLS -> 465;
                case NONE -> 25;
            };
            Properties properties = new Properties();
            properties.put("mail.transport.protocol", "smtp");
            properties.put("mail.smtp.host", host);
            properties.put("mail.smtp.port", Integer.toString(port == 0 ? standard : port));
            properties.put("mail.smtp.auth", Boolean.toString(user != null));
            properties.put("mail.smtp.ssl.enable", Boolean.toString(security == MailSecurity.TLS));
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
            properties.put("mail.smtp.starttls.enable", Boolean.toString(security == MailSecurity.STARTTLS));
            properties.put("mail.smtp.starttls.required", Boolean.toString(security == MailSecurity.STARTTLS));
            properties.put("mail.smtp.sendpartial", "true");
            for (String step : List.of("connectiontimeout", "timeout", "writetimeout")) {
                properties.put("mail.smtp." + step, Long.toString(timeout.toMillis()));
            }
            if (trust != null) {
                properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
            }
            return properties;
        }

        private static InternetAddress address(String text) {
            try {
                InternetAddress address = new InternetAddress(text, true);
                address.validate();
                return address;
            } catch (AddressException e) {
                throw new InvalidException("'" + text.replaceAll("\\p{Cntrl}", " ") + "' is no e-mail address", e);
            }
        }
    }
}
