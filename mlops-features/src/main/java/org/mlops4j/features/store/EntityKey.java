// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;

/**
 * The keys of an entity, each by itself. {@link #fill} makes it a probe that can be used again, so that a look-up
 * allocates nothing; what is put into a map is a {@link #copy}, which is never filled again.
 */
final class EntityKey {

    private final long[] numbers;
    private final @Nullable String[] texts;
    private int hash;

    EntityKey(int keys) {
        this(new long[keys], new String[keys], 0);
    }

    private EntityKey(long[] numbers, @Nullable String[] texts, int hash) {
        this.numbers = numbers;
        this.texts = texts;
        this.hash = hash;
    }

    /**
     * Becomes the key of a row.
     *
     * @param fields the indexes of the keys in the row
     * @throws InvalidException if a key is null
     */
    void fill(Row row, int[] fields) {
        Schema schema = row.schema();
        int mixed = 1;
        for (int i = 0; i < fields.length; i++) {
            int field = fields[i];
            if (row.isNull(field)) {
                throw new InvalidException("key '" + schema.field(field).name() + "' is null");
            }
            DataType type = schema.field(field).type();
            String text = type == DataType.STRING ? row.text(field) : null;
            texts[i] = text;
            numbers[i] = text != null ? 0 : type == DataType.BOOLEAN ? (long) row.number(field) : row.whole(field);
            mixed = 31 * mixed + (text != null ? text.hashCode() : Long.hashCode(numbers[i] * 0x9e37_79b9_7f4a_7c15L));
        }
        hash = mixed;
    }

    /**
     * {@return the keys as one text by the rule of {@link Key}, another one for other keys} Each text has its length
     * before it, so that ("1", "23") is not ("12", "3"). What would be too long, or holds characters that are not
     * allowed, is told by its digest.
     */
    String text() {
        StringBuilder all = new StringBuilder();
        boolean plain = true;
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            if (text == null) {
                all.append(numbers[i]);
            } else {
                all.append(text.length()).append(':').append(text);
                plain &= text.chars().allMatch(c -> !Character.isISOControl(c) && !Character.isSurrogate((char) c));
            }
            all.append(';');
        }
        if (plain && all.length() <= Key.MAX_CHARACTERS) {
            return all.toString();
        }
        ByteBuffer chars = ByteBuffer.allocate(2 * all.length());
        chars.asCharBuffer().append(all);
        return "sha256:" + Digest.of(chars.array()).hex();
    }

    EntityKey copy() {
        return new EntityKey(numbers.clone(), texts.clone(), hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKey key && Arrays.equals(numbers, key.numbers) && Arrays.equals(texts, key.texts);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
