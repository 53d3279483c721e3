// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.mlops4j.error.InvalidException;

/** Bytes that have to be text. */
public final class Utf8 {

    private Utf8() {}

    /**
     * {@return the text of some bytes}
     *
     * @param what they are, for the message
     * @throws InvalidException if they are not UTF-8
     */
    public static String decode(String what, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidException(what + " is not UTF-8 text", e);
        }
    }
}
