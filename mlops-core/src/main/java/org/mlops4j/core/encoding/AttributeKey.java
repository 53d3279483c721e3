// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;

/**
 * An attribute as bytes whose order is the order of attributes: numbers by exact value, whole or real, NaN the greatest
 * of them, then texts by UTF-8 bytes. So every database compares attributes alike, as bytes without a sign.
 *
 * <pre>
 * number  1  the greatest double that is not above it, as an unsigned number of that order(8)  what it lacks(2)
 * text    2  UTF-8
 * </pre>
 */
public final class AttributeKey {

    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final int NUMBER_BYTES = 1 + Long.BYTES + Short.BYTES;

    private static final double TWO_TO_63 = 0x1p63;

    private AttributeKey() {}

    /** {@return what the keys of texts begin with, and none of a number} */
    public static byte[] beginOfText() {
        return new byte[] {TEXT};
    }

    /** {@return the key of a text or number} */
    public static byte[] of(@Nullable Document attribute) {
        if (attribute instanceof Document.Text text) {
            byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(1 + utf8.length).put(TEXT).put(utf8).array();
        } else if (attribute instanceof Document.Whole whole) {
            double floor = floor(whole.whole());
            return number(floor, whole.whole() - (long) floor);
        } else if (attribute instanceof Document.Real real) {
            // The zeros are equal, and so are all NaN.
            return number(Double.isNaN(real.number()) ? Double.NaN : real.number() + 0.0, 0);
        }
        throw new IllegalArgumentException("an attribute is a text or a number, was " + attribute);
    }

    /**
     * {@return the attribute of a key; a number that is whole and fits in a {@code long} is a whole one}
     *
     * @throws CorruptException if the bytes are no key
     */
    public static Document read(byte[] key) {
        if (key.length > 0 && key[0] == TEXT) {
            return Document.of(new String(key, 1, key.length - 1, StandardCharsets.UTF_8));
        } else if (key.length == NUMBER_BYTES && key[0] == NUMBER) {
            double floor = DoubleOrder.value(ByteBuffer.wrap(key).getLong(1) ^ Long.MIN_VALUE);
            short lacks = ByteBuffer.wrap(key).getShort(1 + Long.BYTES);
            boolean whole = floor == Math.rint(floor) && floor >= -TWO_TO_63 && floor < TWO_TO_63;
            return whole ? Document.of((long) floor + lacks) : Document.of(floor);
        }
        throw new CorruptException("a value in an index is damaged: it is neither a text nor a number");
    }

    private static byte[] number(double floor, long lacks) {
        return ByteBuffer.allocate(NUMBER_BYTES)
                .put(NUMBER)
                .putLong(DoubleOrder.number(floor) ^ Long.MIN_VALUE)
                .putShort((short) lacks)
                .array();
    }

    /** {@return the greatest double that is not above a number; it lacks less than 1 024} */
    private static double floor(long number) {
        double nearest = number;
        boolean above = nearest == TWO_TO_63 || (long) nearest > number;
        return above ? Math.nextDown(nearest) : nearest;
    }
}
