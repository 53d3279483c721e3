// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.nio.charset.StandardCharsets;
import org.mlops4j.error.InvalidException;

/**
 * Reads the fields of one message in the wire format of Protocol Buffers. Never reads outside of the message, allocates
 * nothing that a file could make large, and takes time in proportion to the bytes. For one thread.
 */
final class WireReader {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final byte[] file;
    private final int end;
    private int at;
    private int field;
    private int wireType;

    private WireReader(byte[] file, int at, int end) {
        this.file = file;
        this.at = at;
        this.end = end;
    }

    /** {@return a reader of a file that is one message; the bytes are not copied} */
    static WireReader of(byte[] file) {
        return new WireReader(file, 0, file.length);
    }

    /** {@return where the reader stands in the file} */
    int position() {
        return at;
    }

    /**
     * {@return the number of the next field, 0 at the end of the message} Its value has to be read or skipped before
     * the next one.
     */
    int next() {
        if (at == end) {
            return 0;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed("there is no field of tag " + Long.toUnsignedString(tag));
        }
        return field;
    }

    /** {@return the value of a field that holds a whole number} */
    long number() {
        require(VARINT);
        return varint();
    }

    /** {@return the value of a field that holds a message; this reader stands behind it then} */
    WireReader message() {
        require(BYTES);
        int length = length();
        at += length;
        return new WireReader(file, at - length, at);
    }

    /** {@return the value of a field that holds a text} */
    String text() {
        require(BYTES);
        int length = length();
        at += length;
        return new String(file, at - length, length, StandardCharsets.UTF_8);
    }

    /** Passes over the value of a field. */
    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED_64 -> advance(Long.BYTES);
            case BYTES -> advance(length());
            case FIXED_32 -> advance(Integer.BYTES);
            default -> throw malformed("field " + field + " is of the wire type " + wireType + ", which is not used");
        }
    }

    private void require(int expected) {
        if (wireType != expected) {
            throw malformed("field " + field + " is of the wire type " + wireType + ", has to be " + expected);
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw malformed("field " + field + " says that it has " + Long.toUnsignedString(length)
                    + " bytes, there are " + (end - at));
        }
        return (int) length;
    }

    private void advance(int bytes) {
        if (bytes > end - at) {
            throw malformed("field " + field + " has " + bytes + " bytes, there are " + (end - at));
        }
        at += bytes;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at == end) {
                throw malformed("a number has no end");
            }
            byte next = file[at++];
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number has more than " + LONGEST_VARINT + " bytes");
    }

    private InvalidException malformed(String what) {
        return new InvalidException("the file is no ONNX model: before byte " + at + ", " + what);
    }
}
