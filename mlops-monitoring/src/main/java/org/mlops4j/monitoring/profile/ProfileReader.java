// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/** Reads what {@link ProfileWriter} wrote. No size that the bytes claim is believed before there are as many bytes. */
final class ProfileReader {

    /** More bits than the exact sum of squares of as many doubles as there can be rows. */
    private static final int MOST_BITS = 8_192;

    private final ByteBuffer in;

    private ProfileReader(ByteBuffer in) {
        this.in = in;
    }

    static Profile read(byte[] bytes) {
        if (bytes.length < 1 + Integer.BYTES) {
            throw new CorruptException("a stored profile has at least 5 bytes, found " + bytes.length);
        } else if (bytes[0] > ProfileWriter.VERSION) {
            throw new IncompatibleException("the profile has version " + bytes[0] + ", this library reads up to "
                    + ProfileWriter.VERSION + "; update the library");
        }
        int end = bytes.length - Integer.BYTES;
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, end);
        if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(end)) {
            throw new CorruptException("a stored profile of " + bytes.length
                    + " bytes does not have the checksum that was written; it is damaged or no profile");
        }
        try {
            ProfileReader reader = new ProfileReader(ByteBuffer.wrap(bytes, 1, end - 1));
            Profile profile = reader.profile();
            if (reader.in.hasRemaining()) {
                throw new CorruptException("a stored profile has " + reader.in.remaining() + " bytes behind its end");
            }
            return profile;
        } catch (BufferUnderflowException | InvalidException e) {
            throw new CorruptException("a stored profile of " + bytes.length + " bytes is not one", e);
        }
    }

    private Profile profile() {
        long rows = count();
        return new Profile(rows, list(this::column));
    }

    private ColumnProfile column() {
        String name = text();
        Tally tally = new Tally(count(), count(), count(), count(), count());
        Bins bins = bins();
        List<Long> counts = new ArrayList<>();
        for (int cell = 0; cell < bins.size(); cell++) {
            counts.add(count());
        }
        return new ColumnProfile(
                name,
                tally,
                new Histogram(bins, counts),
                moments(),
                SortedValues.of(doubles()),
                new OtherCategories(counts(), count()),
                new Content(counts(), DistinctValues.of(longs()), moments()));
    }

    private Bins bins() {
        return switch (in.get()) {
            case ProfileWriter.NUMBERS -> QuantileBins.ofEdges(doubles());
            case ProfileWriter.CATEGORIES -> CategoryBins.of(list(this::text));
            default -> throw new CorruptException("a stored profile has bins of an unknown kind");
        };
    }

    private Moments moments() {
        long count = count();
        return count == 0 ? Moments.NONE : new Moments(count, in.getDouble(), in.getDouble(), integer(), integer());
    }

    private SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int left = size(2); left > 0; left--) {
            counts.put(text(), count());
        }
        return counts;
    }

    private double[] doubles() {
        double[] numbers = new double[size(Double.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.getDouble();
        }
        return numbers;
    }

    private long[] longs() {
        long[] numbers = new long[size(Long.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.getLong();
        }
        return numbers;
    }

    private BigInteger integer() {
        long zeros = count();
        byte[] rest = bytes();
        if (zeros > MOST_BITS || rest.length == 0) {
            throw new CorruptException("a stored profile has a sum of " + zeros + " bits");
        }
        return new BigInteger(rest).shiftLeft((int) zeros);
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[size(1)];
        in.get(bytes);
        return bytes;
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        for (int left = size(1); left > 0; left--) {
            items.add(item.get());
        }
        return items;
    }

    /** {@return how many items follow, for which there are enough bytes} */
    private int size(int leastBytes) {
        long size = count();
        if (size > in.remaining() / leastBytes) {
            throw new CorruptException("a stored profile claims " + size + " items in " + in.remaining() + " bytes");
        }
        return (int) size;
    }

    private long count() {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            count |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (count < 0) {
                    break;
                }
                return count;
            }
        }
        throw new CorruptException("a stored profile has a number of more than 63 bits");
    }
}
