// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an input or output of its graph.
 *
 * @param name its name
 * @param type the number of the type of its elements, 0 if it is no tensor
 * @param shape its dimensions, {@link #OPEN} for those that are left open; {@code null} if it is no tensor or none are
 *     said
 */
record DeclaredValue(String name, int type, @Nullable List<Long> shape) {

    static final long OPEN = -1;

    private static final int STRING = 8;

    /** FLOAT, INT32, INT64, BOOL and DOUBLE. */
    private static final Set<Integer> NUMBERS = Set.of(1, 6, 7, 9, 11);

    /** More than any row has; keeps products from overflowing. */
    private static final long WIDEST = 1 << 24;

    /** {@return the value in a message of the kind ValueInfoProto} */
    static DeclaredValue read(WireReader in) {
        String name = "";
        DeclaredValue value = new DeclaredValue(name, 0, null);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> name = in.text();
                case 2 -> value = type(in.message());
                default -> in.skip();
            }
        }
        return new DeclaredValue(name, value.type, value.shape);
    }

    private static DeclaredValue type(WireReader in) {
        DeclaredValue value = new DeclaredValue("", 0, null);
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                value = tensor(in.message());
            } else {
                in.skip();
            }
        }
        return value;
    }

    private static DeclaredValue tensor(WireReader in) {
        long type = 0;
        List<Long> shape = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> type = in.number();
                case 2 -> shape = shape(in.message());
                default -> in.skip();
            }
        }
        return new DeclaredValue("", (int) type, shape);
    }

    private static List<Long> shape(WireReader in) {
        List<Long> sizes = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                sizes.add(dimension(in.message()));
            } else {
                in.skip();
            }
        }
        return sizes;
    }

    private static long dimension(WireReader in) {
        long size = OPEN;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                size = in.number();
            } else {
                in.skip();
            }
        }
        return size;
    }

    boolean isText() {
        return type == STRING;
    }

    boolean isNumbers() {
        return NUMBERS.contains(type);
    }

    /** {@return how many elements there are for one row; empty if that is left open} */
    OptionalInt width() {
        if (shape == null) {
            return OptionalInt.empty();
        }
        long product = 1;
        for (int i = 0; i < shape.size(); i++) {
            long size = shape.get(i);
            // The first dimension is that of the rows.
            product *= i == 0 && size == OPEN ? 1 : Math.max(0, Math.min(size, WIDEST + 1));
            if (product < 1 || product > WIDEST) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) product);
    }
}
