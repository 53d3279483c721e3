// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * Reads Universal Binary JSON (specification draft 12) as XGBoost writes it: big-endian, arrays with counts and types.
 * No count is believed beyond the bytes that are left.
 */
final class UbjsonDocumentReader implements DocumentReader {

    private static final int UNCOUNTED = -1;

    private final ByteBuffer in;
    private final int[] itemsLeft = new int[MAX_NESTING];
    private int nesting;

    UbjsonDocumentReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    private UbjsonDocumentReader(ByteBuffer in) {
        this.in = in;
    }

    @Override
    public void beginObject() {
        expect('{');
        enter();
    }

    @Override
    public @Nullable String nextField() {
        return more('}') ? string(count()) : null;
    }

    @Override
    public void beginArray() {
        expect('[');
        enter();
    }

    @Override
    public boolean nextItem() {
        return more(']');
    }

    @Override
    public String text() {
        expect('S');
        return string(count());
    }

    @Override
    public int[] ints() {
        if (isTyped()) {
            int type = typedArray();
            int[] values = new int[typedCount(type)];
            for (int i = 0; i < values.length; i++) {
                values[i] = integer(type);
            }
            return values;
        }
        beginArray();
        int[] values = new int[16];
        int size = 0;
        while (nextItem()) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = integer(marker());
        }
        return Arrays.copyOf(values, size);
    }

    @Override
    public float[] floats() {
        if (isTyped()) {
            int type = typedArray();
            float[] values = new float[typedCount(type)];
            for (int i = 0; i < values.length; i++) {
                values[i] = number(type);
            }
            return values;
        }
        beginArray();
        float[] values = new float[16];
        int size = 0;
        while (nextItem()) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = number(marker());
        }
        return Arrays.copyOf(values, size);
    }

    @Override
    public Supplier<float[]> floatsLater() {
        ByteBuffer here = in.duplicate();
        skip();
        return () -> new UbjsonDocumentReader(here.duplicate()).floats();
    }

    @Override
    public void skip() {
        if (isTyped()) {
            int type = typedArray();
            pass((long) typedCount(type) * size(type));
            return;
        }
        int marker = marker();
        switch (marker) {
            case '{' -> {
                enter();
                while (nextField() != null) {
                    skip();
                }
            }
            case '[' -> {
                enter();
                while (nextItem()) {
                    skip();
                }
            }
            case 'S', 'H' -> pass(count());
            case 'Z', 'T', 'F' -> {}
            default -> pass(size(marker));
        }
    }

    @Override
    public void end() {
        if (in.hasRemaining()) {
            throw invalid(in.remaining() + " bytes follow the end of the model");
        }
    }

    @Override
    public InvalidException invalid(String complaint) {
        return new InvalidException("XGBoost model at byte " + in.position() + ": " + complaint);
    }

    /** Remembers how many items the container holds, if it says so. */
    private void enter() {
        if (nesting == MAX_NESTING) {
            throw invalid("objects and arrays are nested deeper than " + MAX_NESTING);
        }
        if (peek() == '$') {
            throw invalid("a typed container is only allowed for numbers");
        }
        int items = UNCOUNTED;
        if (peek() == '#') {
            expect('#');
            items = count();
        }
        itemsLeft[nesting++] = items;
    }

    private boolean more(char end) {
        int left = itemsLeft[nesting - 1];
        if (left == UNCOUNTED && peek() == end) {
            expect(end);
            nesting--;
            return false;
        }
        if (left == 0) {
            nesting--;
            return false;
        }
        if (left != UNCOUNTED) {
            itemsLeft[nesting - 1] = left - 1;
        }
        return true;
    }

    private boolean isTyped() {
        return in.remaining() > 1 && peek() == '[' && in.get(in.position() + 1) == '$';
    }

    private int typedArray() {
        expect('[');
        expect('$');
        int type = marker();
        size(type);
        return type;
    }

    private int typedCount(int type) {
        expect('#');
        int count = count();
        require((long) count * size(type));
        return count;
    }

    private int size(int marker) {
        return switch (marker) {
            case 'i', 'U', 'C' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw invalid("found the unknown type " + shown(marker));
        };
    }

    private int count() {
        long count = whole(marker());
        if (count < 0 || count > in.remaining()) {
            throw invalid("found the count " + count + ", but " + in.remaining() + " bytes are left");
        }
        return (int) count;
    }

    private int integer(int marker) {
        long whole = marker == 'T' || marker == 'F' ? (marker == 'T' ? 1 : 0) : whole(marker);
        if (whole != (int) whole) {
            throw invalid("the integer " + whole + " does not fit 32 bits");
        }
        return (int) whole;
    }

    private long whole(int marker) {
        require(size(marker));
        return switch (marker) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default -> throw invalid("expected an integer, found the type " + shown(marker));
        };
    }

    private float number(int marker) {
        require(size(marker));
        return switch (marker) {
            case 'd' -> in.getFloat();
            case 'D' -> (float) in.getDouble();
            default -> whole(marker);
        };
    }

    private String string(int length) {
        require(length);
        byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void pass(long bytes) {
        require(bytes);
        in.position(in.position() + (int) bytes);
    }

    private int marker() {
        require(1);
        return in.get();
    }

    private int peek() {
        require(1);
        return in.get(in.position());
    }

    private void expect(char wanted) {
        int found = peek();
        if (found != wanted) {
            throw invalid("expected '" + wanted + "', found " + shown(found));
        }
        in.get();
    }

    private void require(long bytes) {
        if (bytes > in.remaining()) {
            throw invalid("the file ends in the middle of the model: " + bytes + " bytes are wanted, " + in.remaining()
                    + " are left");
        }
    }

    private static String shown(int marker) {
        return marker > ' ' && marker <= '~' ? "'" + (char) marker + "'" : "byte " + (marker & 0xff);
    }
}
