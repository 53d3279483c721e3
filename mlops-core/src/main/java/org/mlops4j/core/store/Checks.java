// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.mlops4j.error.InvalidException;

/** The rules for keys and the checksums of rows, the same in every embedded store. */
final class Checks {

    private static final int KEY_CHARACTERS = 1_000;

    private Checks() {}

    /** {@return the key itself: 1 to 1 000 characters, whole code points, no control characters} */
    static String requireKey(String what, String key) {
        if (key.isEmpty() || key.length() > KEY_CHARACTERS) {
            throw new InvalidException(what + " must have 1 to " + KEY_CHARACTERS + " characters, has " + key.length());
        }
        for (int i = 0; i < key.length(); i++) {
            if (Character.isISOControl(key.charAt(i))) {
                throw new InvalidException(what + " must not hold control characters, has one at index " + i);
            }
        }
        return requireWhole(what, key);
    }

    /** {@return the text itself} Half a surrogate pair has no UTF-8, so it would come back as another text. */
    static String requireWhole(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidException(what + " holds half a surrogate pair at index " + i);
            }
        }
        return text;
    }

    /** {@return the CRC-32C of some texts and numbers, which are kept apart by their lengths} */
    static long crc(Object... parts) {
        CRC32C crc = new CRC32C();
        for (Object part : parts) {
            if (part instanceof Number number) {
                crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number.longValue()));
            } else {
                byte[] utf8 = ((String) part).getBytes(StandardCharsets.UTF_8);
                crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
                crc.update(utf8);
            }
        }
        return crc.getValue();
    }
}
