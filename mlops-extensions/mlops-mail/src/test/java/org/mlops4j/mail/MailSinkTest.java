// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.DeliveryException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Handling;
import org.mlops4j.monitoring.Signal;

class MailSinkTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @TempDir
    private static Path directory;

    private static Mlops mlops;

    @BeforeAll
    static void openStore() {
        mlops = Mlops.builder().directory(directory).clock(() -> NOW).open();
    }

    @AfterAll
    static void closeStore() {
        mlops.close();
    }

    @Test
    void tellsOfOneWindowInOneMailOfTextAndHtml() throws Exception {
        try (MailServer server = MailServer.plain()) {
            Alert auc = alert("auc", "performance.auc is below 0.68", Alert.Severity.WARNING);
            Alert drift = alert("drift", "drift.x is judged DRIFT", Alert.Severity.CRITICAL);
            Alert over =
                    alert("skew", "skew is above 0", Alert.Severity.CRITICAL).resolvedAt(NOW);
            plain(server).to("ben@example.com").build().sendAll(List.of(auc, drift, over));

            assertThat(server.received()).hasSize(2);
            MimeMessage message = server.received().get(0);
            assertThat(message.getSubject()).isEqualTo("[CRITICAL] late-flights: 2 alerts, 1 alert resolved");
            assertThat(message.getSentDate()).isEqualTo(Date.from(NOW));
            assertThat(message.getFrom()).extracting(Address::toString).containsExactly("mlops@example.com");
            assertThat(message.getAllRecipients())
                    .extracting(Address::toString)
                    .containsExactly("ana@example.com", "ben@example.com");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getMessageID()).endsWith("@mlops4j>");
            assertThat(part(message, 0))
                    .contains("WARNING  performance.auc is below 0.68", "resolved  skew is above 0", "Owner: payments")
                    .contains("Signal: drift.x = 0.6612 in 1234 rows", "Runbook: https://wiki.example/late?a=1&b=2");
            assertThat(part(message, 1))
                    .contains("<h3>CRITICAL: drift.x is judged DRIFT</h3>")
                    .contains("<a href=\"https://wiki.example/late?a=1&amp;b=2\">");
        }
    }

    @Test
    void nothingInAnAlertBecomesAHeaderALineOrAnElement() throws Exception {
        String evil = "x\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>\u2028\"><img src=x onerror=alert(1)>";
        try (MailServer server = MailServer.plain()) {
            Signal signal = new Signal(evil, NOW.minusSeconds(60), NOW, Double.NaN, 3, Document.nothing());
            Handling handling = Handling.NONE.owner(evil).tag("team", evil);
            Alert alert = new Alert(evil, evil, evil, Alert.Severity.INFO, signal, evil, NOW, null, handling);
            plain(server).build().send(alert);

            assertThat(server.received()).hasSize(1);
            MimeMessage message = server.received().get(0);
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(message.getAllRecipients()).hasSize(1);
            assertThat(message.getSubject())
                    .startsWith("[INFO] x  Bcc: eve@example.com")
                    .doesNotContain("\n", "\r");
            assertThat(part(message, 0).lines())
                    .noneMatch(line -> line.startsWith("Bcc") || line.startsWith("<script"));
            assertThat(part(message, 1))
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script", "<img");
        }
    }

    @Test
    void whatIsNotAsciiArrives() throws Exception {
        try (MailServer server = MailServer.plain()) {
            plain(server).build().send(alert("r", "Größe über 3 €, 遅延", Alert.Severity.WARNING));

            MimeMessage message = server.received().get(0);
            assertThat(message.getSubject()).isEqualTo("[WARNING] late-flights: Größe über 3 €, 遅延");
            assertThat(part(message, 0)).contains("Größe über 3 €, 遅延");
            assertThat(part(message, 1)).contains("Größe über 3 €, 遅延");
        }
    }

    @Test
    void aStormIsCutAndALongMessageToo() throws Exception {
        List<Alert> storm = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            storm.add(alert("r" + i, "m".repeat(1_000), Alert.Severity.WARNING));
        }
        try (MailServer server = MailServer.plain()) {
            plain(server).build().sendAll(storm);
            plain(server).build().send(storm.get(0));

            assertThat(part(server.received().get(0), 0))
                    .contains("and 30 more")
                    .doesNotContain("r100");
            assertThat(server.received().get(1).getSubject())
                    .hasSizeLessThan(200)
                    .endsWith("…");
        }
    }

    @Test
    void logsInWithinTlsAndIsRefusedWithAnotherPassword() {
        try (MailServer server = MailServer.tls("127.0.0.1")) {
            MailSink.Builder mail = plain(server).security(MailSecurity.TLS).trust(MailServer.certificate());
            mail.login("mlops", "right password").build().send(alert("r", "m", Alert.Severity.INFO));
            assertThat(server.received()).hasSize(1);

            MailSink wrong = mail.login("mlops", "wrong password").build();
            assertThatThrownBy(() -> wrong.send(alert("r", "m", Alert.Severity.INFO)))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageNotContaining("password");
        }
    }

    @Test
    void aServerOfAnotherNameOrOfAnUnknownCertificateIsToldNothing() {
        try (MailServer other = MailServer.tls("127.0.0.2");
                MailServer server = MailServer.tls("127.0.0.1")) {
            MailSink wrongName = MailSink.by(mlops, "127.0.0.2")
                    .port(other.port())
                    .from("mlops@example.com")
                    .to("ana@example.com")
                    .security(MailSecurity.TLS)
                    .trust(MailServer.certificate())
                    .build();
            MailSink unknown = plain(server).security(MailSecurity.TLS).build();

            for (MailSink sink : List.of(wrongName, unknown)) {
                assertThatThrownBy(() -> sink.send(alert("r", "m", Alert.Severity.INFO)))
                        .isInstanceOf(DeliveryException.class);
            }
            assertThat(other.received()).isEmpty();
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void goesOverToTlsBeforeAnythingIsSaid() throws IOException {
        try (StartTlsServer server = new StartTlsServer()) {
            MailSink.by(mlops, "127.0.0.1")
                    .port(server.port())
                    .from("mlops@example.com")
                    .to("ana@example.com")
                    .trust(MailServer.certificate())
                    .build()
                    .send(alert("r", "m", Alert.Severity.INFO));

            assertThat(server.open()).hasSize(2).element(1).isEqualTo("STARTTLS");
            assertThat(server.secret()).contains("MAIL FROM:<mlops@example.com>", "Subject: [INFO] late-flights: m");
        }
    }

    @Test
    void aServerWithoutStarttlsIsToldNothing() {
        try (MailServer server = MailServer.plain()) {
            MailSink sink = plain(server).security(MailSecurity.STARTTLS).build();

            assertThatThrownBy(() -> sink.send(alert("r", "m", Alert.Severity.INFO)))
                    .isInstanceOf(DeliveryException.class)
                    .hasStackTraceContaining("STARTTLS");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailure() {
        MailServer server = MailServer.plain();
        MailSink sink = plain(server).build();
        server.close();

        assertThatThrownBy(() -> sink.send(alert("r", "m", Alert.Severity.INFO)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "ana@",
                "@example.com",
                "a b@example.com",
                "ana@example.com\r\nBcc: eve@example.com",
                "ana@example.com, eve@example.com"
            })
    void refusesWhatIsNoAddress(String address) {
        MailSink.Builder mail = MailSink.by(mlops, "smtp.example.com");

        assertThatThrownBy(() -> mail.to(address)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> mail.from(address)).isInstanceOf(InvalidException.class);
    }

    @Test
    void refusesWhatIsIncompleteOrUnsafe() {
        MailSink.Builder mail = MailSink.by(mlops, "smtp.example.com");

        assertThatIllegalStateException().isThrownBy(mail::build);
        mail.from("mlops@example.com");
        assertThatIllegalStateException().isThrownBy(mail::build);
        mail.to("Ana <ana@example.com>").build();
        mail.security(MailSecurity.NONE).login("mlops", "secret");
        assertThatIllegalStateException().isThrownBy(mail::build);
        assertThatIllegalArgumentException().isThrownBy(() -> mail.port(0));
        assertThatIllegalArgumentException().isThrownBy(() -> mail.timeout(Duration.ZERO));
    }

    private static MailSink.Builder plain(MailServer server) {
        return MailSink.by(mlops, "127.0.0.1")
                .port(server.port())
                .security(MailSecurity.NONE)
                .from("mlops@example.com")
                .to("ana@example.com");
    }

    private static Alert alert(String rule, String message, Alert.Severity severity) {
        Signal signal = new Signal("drift.x", NOW.minusSeconds(60), NOW, 0.66123, 1234, Document.nothing());
        Handling handling = Handling.NONE
                .owner("payments")
                .runbook(URI.create("https://wiki.example/late?a=1&b=2"))
                .tag("tier", "1");
        return new Alert(
                "late-flights/" + rule + "/" + NOW,
                "late-flights",
                rule,
                severity,
                signal,
                message,
                NOW,
                null,
                handling);
    }

    private static String part(MimeMessage message, int index) throws MessagingException, IOException {
        return String.valueOf(
                ((Multipart) message.getContent()).getBodyPart(index).getContent());
    }
}
