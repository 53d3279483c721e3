// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** Collects the values of one field; {@link #build} gives the column. Not thread-safe. */
final class ColumnBuilder {

    private final Field field;
    private final BitSet nulls = new BitSet();
    private final Map<String, Integer> words = new HashMap<>();
    private String[] dictionary = new String[0];
    private double[] doubles = new double[0];
    private long[] longs = new long[0];
    private int size;

    ColumnBuilder(Field field) {
        this.field = field;
    }

    void add(@Nullable Object value) {
        Object canonical = ValueRow.canonical(field, value);
        if (canonical == null) {
            addNull();
        } else if (canonical instanceof Double d) {
            addDouble(d);
        } else if (canonical instanceof Long l) {
            addLong(l);
        } else if (canonical instanceof Boolean b) {
            addLong(b ? 1 : 0);
        } else if (canonical instanceof String s) {
            addText(s);
        } else {
            addVector((double[]) canonical);
        }
    }

    void addAll(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (column.isNull(row)) {
                if (!field.nullable()) {
                    throw new InvalidException("field '" + field.name() + "' must not be null");
                }
                addNull();
            } else if (column instanceof DoubleColumn c) {
                addDouble(c.get(row));
            } else if (column instanceof LongColumn c) {
                addLong(c.get(row));
            } else if (column instanceof BooleanColumn c) {
                addLong(c.get(row) ? 1 : 0);
            } else if (column instanceof StringColumn c) {
                addText(c.word(c.code(row)));
            } else if (column instanceof VectorColumn c) {
                double[] vector = new double[c.type().size()];
                c.copyTo(row, vector);
                addVector(vector);
            }
        }
    }

    Column build() {
        BitSet missing = nulls.isEmpty() ? null : (BitSet) nulls.clone();
        if (field.type() instanceof DataType.Vector vector) {
            return new VectorColumn(vector, Arrays.copyOf(doubles, size * vector.size()), missing, 0, size);
        }
        return switch ((DataType.Scalar) field.type()) {
            case FLOAT32, FLOAT64 -> new DoubleColumn(field.type(), Arrays.copyOf(doubles, size), missing, 0, size);
            case INT64, TIMESTAMP -> new LongColumn(field.type(), Arrays.copyOf(longs, size), missing, 0, size);
            case BOOLEAN -> new BooleanColumn(field.type(), booleans(), missing, 0, size);
            case STRING -> new StringColumn(codes(), Arrays.copyOf(dictionary, words.size()), 0, size);
        };
    }

    private void addNull() {
        nulls.set(size);
        if (field.type() instanceof DataType.Vector vector) {
            double[] nan = new double[vector.size()];
            Arrays.fill(nan, Double.NaN);
            addVector(nan);
        } else if (field.type() == DataType.FLOAT32 || field.type() == DataType.FLOAT64) {
            addDouble(Double.NaN);
        } else {
            addLong(field.type() == DataType.STRING ? -1 : 0);
        }
    }

    private void addDouble(double value) {
        if (size == doubles.length) {
            doubles = Arrays.copyOf(doubles, grown(size));
        }
        doubles[size++] = value;
    }

    private void addLong(long value) {
        if (size == longs.length) {
            longs = Arrays.copyOf(longs, grown(size));
        }
        longs[size++] = value;
    }

    private void addVector(double[] vector) {
        int at = size * vector.length;
        if (at == doubles.length) {
            doubles = Arrays.copyOf(doubles, grown(size) * vector.length);
        }
        System.arraycopy(vector, 0, doubles, at, vector.length);
        size++;
    }

    private void addText(String text) {
        Integer code = words.get(text);
        if (code == null) {
            code = words.size();
            if (code == dictionary.length) {
                dictionary = Arrays.copyOf(dictionary, grown(code));
            }
            dictionary[code] = text;
            words.put(text, code);
        }
        addLong(code);
    }

    private boolean[] booleans() {
        boolean[] values = new boolean[size];
        for (int i = 0; i < size; i++) {
            values[i] = longs[i] != 0;
        }
        return values;
    }

    private int[] codes() {
        int[] codes = new int[size];
        for (int i = 0; i < size; i++) {
            codes[i] = (int) longs[i];
        }
        return codes;
    }

    private static int grown(int size) {
        return Math.max(16, size + (size >> 1));
    }
}
