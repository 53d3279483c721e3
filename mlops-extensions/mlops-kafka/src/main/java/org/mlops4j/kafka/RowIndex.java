// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.TimeSpan;
import org.mlops4j.error.CorruptException;

/**
 * Which rows the records of a topic hold: made by going through all of them in order, so it is the same in every
 * process. For one thread.
 */
/*
 * The parts of a batch may lie among the records of other writers. Its rows get their positions when its last part
 * comes; a batch whose writer died on the way never gets any, and neither does one that belongs behind a row which is
 * not the last one by then. Every process sees the same records, so all of them decide the same.
 */
final class RowIndex {

    private final List<Placed> placed = new ArrayList<>();
    private final Map<UUID, @Nullable Placed[]> incomplete = new HashMap<>();
    private long nextOffset;
    private long rows;

    /** {@return the offset of the first record that is not known yet} */
    long nextOffset() {
        return nextOffset;
    }

    /** {@return the position of the last row, 0 if there is none} */
    long rows() {
        return rows;
    }

    /** Takes the next record. */
    void add(long offset, BatchPart part) {
        if (part.parts() < 1 || part.index() < 0 || part.index() >= part.parts()) {
            throw new CorruptException(
                    "the record at offset " + offset + " says that it is part " + part.index() + " of " + part.parts());
        }
        nextOffset = offset + 1;
        @Nullable Placed[] batch = incomplete.computeIfAbsent(part.batch(), id -> new Placed[part.parts()]);
        batch[part.index()] = new Placed(0, offset, part);
        if (Arrays.stream(batch).allMatch(known -> known != null)) {
            incomplete.remove(part.batch());
            if (part.after() == BatchPart.ANYWHERE || part.after() == rows) {
                place(batch);
            }
        }
    }

    private void place(@Nullable Placed[] batch) {
        for (@Nullable Placed known : batch) {
            if (known != null) {
                placed.add(new Placed(rows + 1, known.offset, known.part));
                rows += known.part.rows();
            }
        }
    }

    /** {@return the position of the last row of a batch, empty if it is not there} */
    OptionalLong lastPosition(UUID batch) {
        for (int i = placed.size() - 1; i >= 0; i--) {
            if (placed.get(i).part.batch().equals(batch)) {
                return OptionalLong.of(placed.get(i).last());
            }
        }
        return OptionalLong.empty();
    }

    /** {@return the records that hold the rows from one position to another, both included} */
    List<Placed> between(long first, long last) {
        int from = 0;
        int to = placed.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (placed.get(middle).last() < first) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        int end = from;
        while (end < placed.size() && placed.get(end).first <= last) {
            end++;
        }
        return List.copyOf(placed.subList(from, end));
    }

    /** {@return the records that may hold rows of these times, in the order of their positions} */
    List<Placed> within(TimeSpan span) {
        return placed.stream()
                .filter(record -> record.part.leastTime() <= span.last() && record.part.greatestTime() >= span.first())
                .toList();
    }

    /**
     * A record whose rows have positions.
     *
     * @param first the position of its first row
     * @param offset where it is in the topic
     * @param part what its header tells
     */
    record Placed(long first, long offset, BatchPart part) {

        long last() {
            return first + part.rows() - 1;
        }
    }
}
