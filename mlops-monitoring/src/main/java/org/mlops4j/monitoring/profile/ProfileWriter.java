// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/**
 * A profile as bytes: a version, the parts in order, the CRC-32C of all that. Numbers from 0 have seven bits a byte,
 * least first; doubles and hashes are big-endian; texts have their length in bytes before them.
 */
final class ProfileWriter {

    static final int VERSION = 1;
    static final int NUMBERS = 0;
    static final int CATEGORIES = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private ProfileWriter() {}

    static byte[] write(Profile profile) {
        try {
            ProfileWriter writer = new ProfileWriter();
            writer.profile(profile);
            CRC32C sum = new CRC32C();
            sum.update(writer.bytes.toByteArray());
            writer.out.writeInt((int) sum.getValue());
            return writer.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void profile(Profile profile) throws IOException {
        out.writeByte(VERSION);
        count(profile.rows());
        count(profile.columns().size());
        for (ColumnProfile column : profile.columns()) {
            text(column.name());
            tally(column.tally());
            bins(column.histogram().bins());
            for (long count : column.histogram().counts()) {
                count(count);
            }
            moments(column.moments());
            doubles(column.values().toArray());
            counts(column.others().counts());
            count(column.others().rows());
            content(column.content());
        }
    }

    private void tally(Tally tally) throws IOException {
        count(tally.rows());
        count(tally.nulls());
        count(tally.nans());
        count(tally.negativeInfinities());
        count(tally.positiveInfinities());
    }

    private void bins(Bins bins) throws IOException {
        if (bins instanceof QuantileBins quantiles) {
            out.writeByte(NUMBERS);
            doubles(quantiles.edges());
        } else if (bins instanceof CategoryBins categories) {
            out.writeByte(CATEGORIES);
            texts(categories.categories());
        }
    }

    private void moments(Moments moments) throws IOException {
        count(moments.count());
        if (moments.count() > 0) {
            out.writeDouble(moments.min());
            out.writeDouble(moments.max());
            integer(moments.sum());
            integer(moments.squares());
        }
    }

    private void content(Content content) throws IOException {
        counts(content.types());
        long[] hashes = content.distinct().toArray();
        count(hashes.length);
        for (long hash : hashes) {
            out.writeLong(hash);
        }
        moments(content.lengths());
    }

    private void counts(SortedMap<String, Long> counts) throws IOException {
        count(counts.size());
        for (var entry : counts.entrySet()) {
            text(entry.getKey());
            count(entry.getValue());
        }
    }

    private void texts(List<String> texts) throws IOException {
        count(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    private void doubles(double[] numbers) throws IOException {
        count(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    /** Exact sums are in units so small that most of their bits behind are zero. */
    private void integer(BigInteger number) throws IOException {
        int zeros = Math.max(0, number.getLowestSetBit());
        byte[] rest = number.shiftRight(zeros).toByteArray();
        count(zeros);
        count(rest.length);
        out.write(rest);
    }

    private void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        count(utf8.length);
        out.write(utf8);
    }

    private void count(long count) throws IOException {
        long rest = count;
        while (rest >>> 7 != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }
}
