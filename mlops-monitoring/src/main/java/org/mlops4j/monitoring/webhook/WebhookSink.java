// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.webhook;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.DeliveryException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.spi.AlertSink;

/**
 * Sends alerts as JSON by HTTP POST. Thread-safe.
 *
 * <pre>{@code
 * AlertSink hook = WebhookSink.to(mlops, URI.create("https://alerts.example/mlops"))
 *         .signed(secret)
 *         .build();
 * }</pre>
 *
 * <p><b>Body.</b> One request holds what one window began and resolved: {@code {"version": 1, "alerts": [{"id": …,
 * "state": "active", "severity": …, "message": …, "signal": …, …}]}}, each alert as {@link Alert#toDocument} has it and
 * its state, {@code active} or {@code resolved}. A receiver that was told of an id and state before may pass over it.
 * Chats and pagers with a form of their own get it by {@link Builder#body}.
 *
 * <p><b>What is safe.</b> Each time before it connects, the host is looked up, and all its addresses must be public or
 * {@linkplain Builder#allow allowed}: none of this machine, of a private network, link-local (where clouds keep
 * credentials), shared, reserved or multicast, also in the disguise of version 6. Redirects are not followed, proxies
 * are not used, of a response no more than a kilobyte is read, and everything together has a timeout. Messages of
 * failures name the host alone, since the rest of the address is often a secret.
 *
 * <p><b>DNS rebinding.</b> The connection looks the host up again. Java answers that from its cache, which holds what
 * was just checked for 30 seconds unless {@code networkaddress.cache.ttl} says otherwise; with 0 a name server that
 * changes its answer could lead a request of http astray. One of https fails then, because the other machine has no
 * certificate of the name.
 */
public final class WebhookSink implements AlertSink {

    /** How long a request may take in all: far less than until another process would try. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** The version of the body. */
    public static final int VERSION = 1;

    private static final int SHOWN = 200;

    private final DocumentText json;
    private final InstantSource clock;
    private final Destination destination;
    private final @Nullable WebhookSignature signature;
    private final @Nullable Function<? super Alert, ? extends Document> template;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final HttpClient client;

    private WebhookSink(Builder builder) {
        this.json = builder.mlops.json();
        this.clock = builder.mlops.clock();
        this.destination = new Destination(builder.address, builder.allowed);
        this.signature = builder.signature;
        this.template = builder.template;
        this.headers = Map.copyOf(builder.headers);
        this.timeout = builder.timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * {@return a builder for a sink}
     *
     * @param mlops gives the clock, and writes JSON
     * @param address of http or https, without a user
     */
    public static Builder to(Mlops mlops, URI address) {
        return new Builder(requireNonNull(mlops, "mlops"), requireNonNull(address, "address"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws DeliveryException if the receiver was not reached in time or did not answer with a code from 200 to 299
     * @throws RejectedException if the host has an address that is not allowed
     */
    @Override
    public void send(Alert alert) {
        sendAll(List.of(alert));
    }

    @Override
    public void sendAll(List<Alert> alerts) {
        if (template == null) {
            post(Document.object()
                    .with("version", VERSION)
                    .with(
                            "alerts",
                            Document.list(
                                    alerts.stream().map(WebhookSink::stated).toList())));
        } else {
            alerts.forEach(alert -> post(template.apply(alert)));
        }
    }

    private static Document stated(Alert alert) {
        return Document.object(alert.toDocument().fields()).with("state", alert.active() ? "active" : "resolved");
    }

    private void post(Document document) {
        destination.requireAllowed();
        String body = json.write(document);
        HttpRequest.Builder request = HttpRequest.newBuilder(destination.uri())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "mlops4j")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        if (signature != null) {
            request.setHeader(WebhookSignature.HEADER, signature.sign(body, clock.instant()));
        }
        HttpResponse<String> response = answer(client.sendAsync(request.build(), info -> new FirstBytes()));
        if (response.statusCode() / 100 != 2) {
            throw new DeliveryException("the webhook of " + destination + " answered " + response.statusCode()
                    + (response.statusCode() / 100 == 3 ? "; redirects are not followed" : "")
                    + ": " + shown(response.body()));
        }
    }

    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> response) {
        try {
            return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new DeliveryException("the webhook of " + destination + " did not answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw new DeliveryException("the webhook of " + destination + " was not reached", e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new DeliveryException("interrupted while the webhook of " + destination + " was told", e);
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), SHOWN)).replaceAll("\\p{Cntrl}", " ");
    }

    /** What a webhook is made of. Not thread-safe. */
    public static final class Builder {

        private final Mlops mlops;
        private final URI address;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable WebhookSignature signature;
        private @Nullable Function<? super Alert, ? extends Document> template;
        private Predicate<InetAddress> allowed = address -> false;
        private Duration timeout = DEFAULT_TIMEOUT;

        private Builder(Mlops mlops, URI address) {
            this.mlops = mlops;
            this.address = address;
        }

        /**
         * Signs each request, so that the receiver knows that it comes from here; see {@link WebhookSignature}.
         *
         * @param secret at least {@value WebhookSignature#LEAST_CHARACTERS} characters
         * @return this
         */
        public Builder signed(String secret) {
            this.signature = WebhookSignature.of(secret);
            return this;
        }

        /**
         * Sends a header with each request, such as {@code Authorization}.
         *
         * @return this
         * @throws IllegalArgumentException if HTTP has no such header, or Java sets it itself
         */
        public Builder header(String name, String value) {
            HttpRequest.newBuilder().header(name, value);
            headers.put(name, value);
            return this;
        }

        /**
         * Sends one request for each alert, with the body that a receiver wants.
         *
         * @param of gives the body
         * @return this
         */
        public Builder body(Function<? super Alert, ? extends Document> of) {
            this.template = requireNonNull(of, "of");
            return this;
        }

        /**
         * Connects addresses that are not public too.
         *
         * @param addresses which, such as {@code InetAddress::isLoopbackAddress}
         * @return this
         */
        public Builder allow(Predicate<InetAddress> addresses) {
            this.allowed = requireNonNull(addresses, "addresses");
            return this;
        }

        /**
         * Waits so long for a request in all; {@link WebhookSink#DEFAULT_TIMEOUT} if not said.
         *
         * @return this
         */
        public Builder timeout(Duration longest) {
            if (longest.isNegative() || longest.isZero()) {
                throw new IllegalArgumentException("a timeout is longer than nothing, was " + longest);
            }
            this.timeout = longest;
            return this;
        }

        /**
         * {@return the sink}
         *
         * @throws InvalidException if the address is not one of http or https with a host, or holds a user
         */
        public WebhookSink build() {
            return new WebhookSink(this);
        }
    }
}
