// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The bytes of a file: those that are read, those that are durable, and by sector the states between them. The arrays
 * of sectors are shared between these maps and never changed. Sectors that are in no map hold zeros.
 */
final class FileContent {

    static final int SECTOR_BYTES = 512;

    /** Older states of a sector are forgotten, so that many small writes do not fill the heap. */
    private static final int STATES = 8;

    private static final byte[] ZEROS = new byte[SECTOR_BYTES];

    private final NavigableMap<Long, byte[]> cached = new TreeMap<>();
    private final NavigableMap<Long, byte[]> durable = new TreeMap<>();

    /** What the sectors held after each change since the last force, the newest last. */
    private final NavigableMap<Long, Deque<byte[]>> dirty = new TreeMap<>();

    /** The durable size, and behind it those since the last force. */
    private final List<Long> sizes = new ArrayList<>(List.of(0L));

    long size() {
        return sizes.get(sizes.size() - 1);
    }

    /** {@return how many bytes were read, -1 at the end} */
    int read(long position, ByteBuffer target) {
        if (position >= size()) {
            return target.hasRemaining() ? -1 : 0;
        }
        int count = (int) Math.min(target.remaining(), size() - position);
        for (int read = 0; read < count; ) {
            int offset = (int) ((position + read) % SECTOR_BYTES);
            int length = Math.min(SECTOR_BYTES - offset, count - read);
            target.put(sector(cached, (position + read) / SECTOR_BYTES), offset, length);
            read += length;
        }
        return count;
    }

    void write(long position, byte[] bytes) {
        for (int written = 0; written < bytes.length; ) {
            long number = (position + written) / SECTOR_BYTES;
            int offset = (int) ((position + written) % SECTOR_BYTES);
            int length = Math.min(SECTOR_BYTES - offset, bytes.length - written);
            byte[] sector = sector(cached, number).clone();
            System.arraycopy(bytes, written, sector, offset, length);
            change(number, sector);
            written += length;
        }
        resize(Math.max(size(), position + bytes.length));
    }

    void truncate(long newSize) {
        if (newSize < size()) {
            for (long number :
                    List.copyOf(cached.tailMap(newSize / SECTOR_BYTES, true).keySet())) {
                change(number, cut(sector(cached, number), number, newSize));
            }
            resize(newSize);
        }
    }

    /** Makes what is read now durable. */
    void force() {
        dirty.forEach((number, states) -> durable.put(number, states.getLast()));
        dirty.clear();
        keepOnly(size());
    }

    /**
     * A force that failed: each sector stays to be written by the next force, or counts as written although it was not,
     * so that no later force writes it. It is read as before until the power is lost.
     */
    void failForce(SplittableRandom random) {
        int keptOfFour = random.nextInt(5);
        dirty.keySet().removeIf(number -> random.nextInt(4) >= keptOfFour);
    }

    /** {@return one of the contents that can be found after the loss of power} */
    FileContent afterCrash(SplittableRandom random) {
        FileContent left = new FileContent();
        int writtenOfFour = random.nextInt(5);
        long size = random.nextInt(4) < writtenOfFour ? size() : sizes.get(random.nextInt(sizes.size()));
        durable.forEach((number, sector) -> left.keep(number, sector, size));
        dirty.forEach((number, states) -> {
            if (random.nextInt(4) < writtenOfFour) {
                left.keep(number, any(states, random), size);
            }
        });
        left.keepOnly(size);
        return left;
    }

    private void keep(long number, byte[] sector, long size) {
        if (number * SECTOR_BYTES < size) {
            byte[] kept = cut(sector, number, size);
            cached.put(number, kept);
            durable.put(number, kept);
        }
    }

    private void change(long number, byte[] sector) {
        cached.put(number, sector);
        Deque<byte[]> states = dirty.computeIfAbsent(number, n -> new ArrayDeque<>());
        states.add(sector);
        if (states.size() > STATES) {
            states.removeFirst();
        }
    }

    private void resize(long newSize) {
        if (newSize != size()) {
            sizes.add(newSize);
        }
    }

    private void keepOnly(long size) {
        sizes.clear();
        sizes.add(size);
    }

    private static byte[] any(Deque<byte[]> states, SplittableRandom random) {
        Iterator<byte[]> state = states.iterator();
        for (int skipped = random.nextInt(states.size()); skipped > 0; skipped--) {
            state.next();
        }
        return state.next();
    }

    private static byte[] cut(byte[] sector, long number, long size) {
        int kept = (int) Math.max(0, Math.min(SECTOR_BYTES, size - number * SECTOR_BYTES));
        return Arrays.copyOf(Arrays.copyOf(sector, kept), SECTOR_BYTES);
    }

    private static byte[] sector(Map<Long, byte[]> sectors, long number) {
        return sectors.getOrDefault(number, ZEROS);
    }
}
