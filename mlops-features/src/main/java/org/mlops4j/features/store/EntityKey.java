// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Row;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;

/**
 * The keys of an entity, each by itself. {@link #fill} makes it a probe that can be used again, so that a look-up
 * allocates nothing; what is put into a map is a {@link #copy}, which is never filled again.
 */
/*
 * The first key has fields of its own: most entities have one key, and a look-up mostly waits for memory, so each array
 * less to look into counts.
 */
final class EntityKey {

    private static final long[] NO_NUMBERS = {};
    private static final @Nullable String[] NO_TEXTS = {};

    private long number;
    private @Nullable String text;
    private final long[] otherNumbers;
    private final @Nullable String[] otherTexts;
    private int hash;

    EntityKey(int keys) {
        this(keys == 1 ? NO_NUMBERS : new long[keys - 1], keys == 1 ? NO_TEXTS : new @Nullable String[keys - 1]);
    }

    private EntityKey(long[] otherNumbers, @Nullable String[] otherTexts) {
        this.otherNumbers = otherNumbers;
        this.otherTexts = otherTexts;
    }

    /**
     * Becomes the key of a row.
     *
     * @param fields the indexes of the keys in the row
     * @throws InvalidException if a key is null
     */
    void fill(Row row, int[] fields) {
        text = text(row, fields[0]);
        number = number(row, fields[0], text);
        int mixed = 31 + hash(number, text);
        for (int i = 1; i < fields.length; i++) {
            String other = text(row, fields[i]);
            otherTexts[i - 1] = other;
            otherNumbers[i - 1] = number(row, fields[i], other);
            mixed = 31 * mixed + hash(otherNumbers[i - 1], other);
        }
        hash = mixed;
    }

    private static @Nullable String text(Row row, int field) {
        if (row.isNull(field)) {
            throw new InvalidException("key '" + row.schema().field(field).name() + "' is null");
        }
        return row.schema().field(field).type() == DataType.STRING ? row.text(field) : null;
    }

    private static long number(Row row, int field, @Nullable String text) {
        if (text != null) {
            return 0;
        }
        return row.schema().field(field).type() == DataType.BOOLEAN ? (long) row.number(field) : row.whole(field);
    }

    private static int hash(long number, @Nullable String text) {
        return text != null ? text.hashCode() : Long.hashCode(number * 0x9e37_79b9_7f4a_7c15L);
    }

    /**
     * {@return the keys as one text by the rule of {@link Key}, another one for other keys} Each text has its length
     * before it, so that ("1", "23") is not ("12", "3"). What would be too long, or holds characters that are not
     * allowed, is told by its digest.
     */
    String text() {
        StringBuilder all = new StringBuilder();
        boolean plain = append(all, number, text);
        for (int i = 0; i < otherTexts.length; i++) {
            plain &= append(all, otherNumbers[i], otherTexts[i]);
        }
        if (plain && all.length() <= Key.MAX_CHARACTERS) {
            return all.toString();
        }
        ByteBuffer chars = ByteBuffer.allocate(2 * all.length());
        chars.asCharBuffer().append(all);
        return "sha256:" + Digest.of(chars.array()).hex();
    }

    /** {@return whether the key may stand in a text as it is} */
    private static boolean append(StringBuilder all, long number, @Nullable String text) {
        if (text == null) {
            all.append(number).append(';');
            return true;
        }
        all.append(text.length()).append(':').append(text).append(';');
        return text.chars().allMatch(c -> !Character.isISOControl(c) && !Character.isSurrogate((char) c));
    }

    EntityKey copy() {
        EntityKey copy =
                otherTexts.length == 0 ? new EntityKey(1) : new EntityKey(otherNumbers.clone(), otherTexts.clone());
        copy.number = number;
        copy.text = text;
        copy.hash = hash;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKey key
                && number == key.number
                && Objects.equals(text, key.text)
                && Arrays.equals(otherNumbers, key.otherNumbers)
                && Arrays.equals(otherTexts, key.otherTexts);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
