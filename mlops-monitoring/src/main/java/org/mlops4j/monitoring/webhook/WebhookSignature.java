// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows a receiver that a request comes from who knows a secret, and when it was sent. Immutable and thread-safe.
 *
 * <p>The header {@value #HEADER} is {@code t=<seconds>,v1=<hex>}: the seconds since 1970-01-01T00:00:00Z at which it
 * was sent, and the HMAC-SHA256 (RFC 2104) of those digits, a dot and the body in UTF-8. A receiver in Java calls
 * {@link #verifies}; one in another language computes the same.
 */
public final class WebhookSignature {

    /** The name of the header. */
    public static final String HEADER = "Mlops-Signature";

    /** The shortest secret: as many characters as no program guesses. */
    public static final int LEAST_CHARACTERS = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SIGNED = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    private final SecretKeySpec key;

    private WebhookSignature(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * {@return signatures by a secret that sender and receiver know}
     *
     * @param secret at least {@value #LEAST_CHARACTERS} characters
     */
    public static WebhookSignature of(String secret) {
        if (secret.length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("the secret of a webhook has at least " + LEAST_CHARACTERS
                    + " characters, this one has " + secret.length());
        }
        return new WebhookSignature(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** {@return the value of the header of a body that is sent at a time} */
    public String sign(String body, Instant at) {
        long seconds = at.getEpochSecond();
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(seconds + "." + body));
    }

    /**
     * {@return whether a body was signed by this secret, and not long ago} Takes the same time however wrong it is.
     *
     * @param header the value of the header
     * @param body as it was received
     * @param now by the clock of the receiver
     * @param tolerance how far the clocks may be apart; what is older may be a request that somebody recorded
     */
    public boolean verifies(String header, String body, Instant now, Duration tolerance) {
        Matcher signed = SIGNED.matcher(header);
        if (!signed.matches()) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(signed.group(1)));
        byte[] expected = mac(signed.group(1) + "." + body);
        return MessageDigest.isEqual(expected, HexFormat.of().parseHex(signed.group(2)))
                && Duration.between(at, now).abs().compareTo(tolerance) <= 0;
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
