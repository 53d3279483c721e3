// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.DeliveryException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.monitoring.Handling;
import org.mlops4j.monitoring.Signal;

class WebhookSinkTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String SECRET = "correct horse battery";

    @TempDir
    private static Path directory;

    private static Mlops mlops;

    private Receiver receiver;

    @BeforeAll
    static void openStore() {
        mlops = Mlops.builder().directory(directory).clock(() -> NOW).open();
    }

    @AfterAll
    static void closeStore() {
        mlops.close();
    }

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void sendsWhatOneWindowBeganAsOneDocument() {
        Alert first = alert("m/a/1");
        Alert second = alert("m/b/1").resolvedAt(NOW);
        hook("/hooks/T0P").build().sendAll(List.of(first, second));

        Receiver.Request request = receiver.requests().get(0);
        assertThat(receiver.requests()).hasSize(1);
        assertThat(request.path()).isEqualTo("/hooks/T0P");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        Document body = mlops.json().read(request.body());
        assertThat(body.get("version").whole()).isEqualTo(1);
        List<Document> alerts = body.get("alerts").list();
        assertThat(alerts).extracting(Alert::from).containsExactly(first, second);
        assertThat(alerts).extracting(alert -> alert.get("state").text()).containsExactly("active", "resolved");
    }

    @Test
    void theSignatureTellsTheReceiverWhoSentItAndWhen() {
        hook("/").signed(SECRET).build().send(alert("m/a/ü€"));
        Receiver.Request request = receiver.requests().get(0);
        String header = request.header(WebhookSignature.HEADER);
        WebhookSignature signature = WebhookSignature.of(SECRET);
        Duration minutes = Duration.ofMinutes(5);

        assertThat(header).startsWith("t=1772438400,v1=");
        assertThat(signature.verifies(header, request.body(), NOW.plusSeconds(299), minutes))
                .isTrue();
        assertThat(signature.verifies(header, request.body(), NOW.plusSeconds(301), minutes))
                .isFalse();
        assertThat(signature.verifies(header, request.body(), NOW.minusSeconds(301), minutes))
                .isFalse();
        assertThat(signature.verifies(header, request.body() + " ", NOW, minutes))
                .isFalse();
        assertThat(signature.verifies(header.replace("t=1", "t=2"), request.body(), NOW, Duration.ofDays(100_000)))
                .isFalse();
        assertThat(WebhookSignature.of(SECRET + ".").verifies(header, request.body(), NOW, minutes))
                .isFalse();
        for (String odd : List.of("", "t=,v1=", header + ",v1=0", header.toUpperCase(Locale.ROOT), "t=1,v1=zz")) {
            assertThat(signature.verifies(odd, request.body(), NOW, minutes))
                    .as(odd)
                    .isFalse();
        }
    }

    /** By {@code printf '1772438400.{}' | openssl dgst -sha256 -hmac 'correct horse battery'}. */
    @Test
    void theSignatureIsThatOfOpenssl() {
        assertThat(WebhookSignature.of(SECRET).sign("{}", NOW))
                .isEqualTo("t=1772438400,v1=aa9331eb6a1675e533675fdf7cd4036af9f49710c4762401bcd2adaec2ce3155");
    }

    @Test
    void aReceiverWithAFormOfItsOwnGetsARequestForEachAlert() {
        hook("/slack")
                .header("authorization", "Bearer abc")
                .body(alert -> Document.object().with("text", alert.message()))
                .build()
                .sendAll(List.of(alert("m/a/1"), alert("m/b/1")));

        assertThat(receiver.requests())
                .extracting(Receiver.Request::body)
                .containsExactly("{\"text\":\"too <high>\"}", "{\"text\":\"too <high>\"}");
        assertThat(receiver.requests().get(0).header("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void doesNotFollowRedirects() {
        receiver.answer(exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", receiver.uri("/elsewhere").toString());
            exchange.sendResponseHeaders(307, -1);
        });

        assertThatThrownBy(() -> hook("/first").build().send(alert("m/a/1")))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("307")
                .hasMessageContaining("redirects");
        assertThat(receiver.requests()).extracting(Receiver.Request::path).containsExactly("/first");
    }

    @Test
    void whatWasNotTakenIsAFailureThatGivesAwayNoSecret() {
        receiver.answer(500, "out of\n\u001b[31mmemory" + "x".repeat(5_000));

        assertThatThrownBy(() -> hook("/hooks/T0P?token=t0p")
                        .signed(SECRET)
                        .header("Authorization", "Bearer t0p")
                        .build()
                        .send(alert("m/a/1")))
                .isInstanceOf(DeliveryException.class)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("500", "127.0.0.1", "out of  [31mmemory")
                        .doesNotContainIgnoringCase("t0p")
                        .doesNotContain(SECRET)
                        .hasSizeLessThan(400));
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        CountDownLatch release = new CountDownLatch(1);
        receiver.answer(exchange -> await(release));

        assertThatThrownBy(
                        () -> hook("/").timeout(Duration.ofMillis(300)).build().send(alert("m/a/1")))
                .isInstanceOf(DeliveryException.class);
        release.countDown();
    }

    @Test
    void aServerThatNeverEndsItsAnswerIsGivenUp() {
        CountDownLatch release = new CountDownLatch(1);
        receiver.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            await(release);
        });

        assertThatThrownBy(
                        () -> hook("/").timeout(Duration.ofMillis(500)).build().send(alert("m/a/1")))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("PT0.5S");
        release.countDown();
    }

    @Test
    void ofAnEndlessAnswerNoMoreIsReadThanNeeded() throws InterruptedException {
        CountDownLatch hungUp = new CountDownLatch(1);
        receiver.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                while (hungUp.getCount() > 0) {
                    out.write(block);
                }
            } catch (IOException e) {
                hungUp.countDown();
                throw e;
            }
        });
        hook("/").build().send(alert("m/a/1"));

        assertThat(hungUp.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aServerThatIsNotThereIsAFailure() {
        URI gone = receiver.uri("/");
        receiver.close();

        assertThatThrownBy(() -> WebhookSink.to(mlops, gone)
                        .allow(InetAddress::isLoopbackAddress)
                        .build()
                        .send(alert("m/a/1")))
                .isInstanceOf(DeliveryException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.8.8.8/",
                "http://2130706433/",
                "http://localhost/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[::127.0.0.1]/",
                "https://[fe80::1]/",
                "https://[fec0::1]/",
                "https://[fd12:3456::1]/",
                "https://[ff02::1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:a9fe:a9fe::1]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
            })
    void connectsNoAddressOfAMachineASiteOrAProvider(String address) {
        WebhookSink sink = WebhookSink.to(mlops, URI.create(address)).build();

        assertThatThrownBy(() -> sink.send(alert("m/a/1"))).isInstanceOf(RejectedException.class);
    }

    @Test
    void isNotFooledByAServerThatWouldAnswer() {
        assertThatThrownBy(
                        () -> WebhookSink.to(mlops, receiver.uri("/")).build().send(alert("m/a/1")))
                .isInstanceOf(RejectedException.class);
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "169.253.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "2002:808:808::1",
                "64:ff9b::808:808",
                "::ffff:8.8.8.8",
            })
    void addressesOfThePublicNetworkArePublic(String address) throws IOException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "file:///etc/passwd",
                "mailto:a@b",
                "/hooks",
                "http:///x",
                "https://user:pw@example.com/",
                "https://example.com/#f",
                "jar:http://example.com!/",
            })
    void refusesOtherAddresses(String address) {
        WebhookSink.Builder builder = WebhookSink.to(mlops, URI.create(address));

        assertThatThrownBy(builder::build).isInstanceOf(InvalidException.class);
    }

    @Test
    void refusesShortSecretsAndOddHeaders() {
        WebhookSink.Builder builder = hook("/");

        assertThatIllegalArgumentException().isThrownBy(() -> builder.signed("short"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.header("X-A", "b\r\nX-C: d"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.header("Host", "elsewhere"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
    }

    private WebhookSink.Builder hook(String path) {
        return WebhookSink.to(mlops, receiver.uri(path)).allow(InetAddress::isLoopbackAddress);
    }

    private static Alert alert(String id) {
        Signal signal = new Signal(
                "drift.x",
                NOW.minusSeconds(60),
                NOW,
                Double.NaN,
                10,
                Document.object().with("verdict", "DRIFT"));
        return new Alert(
                id,
                "m",
                "a",
                Alert.Severity.CRITICAL,
                signal,
                "too <high>",
                NOW.minusSeconds(30),
                null,
                Handling.NONE.owner("payments"));
    }

    private static void await(CountDownLatch release) {
        try {
            assertThat(release.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
