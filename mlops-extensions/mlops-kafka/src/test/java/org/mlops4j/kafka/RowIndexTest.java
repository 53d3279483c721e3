// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.encoding.TimeSpan;
import org.mlops4j.error.CorruptException;

/** Batches whose records lie among those of others, or are not all there. */
class RowIndexTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final UUID THREE = new UUID(0, 3);
    private static final UUID FOUR = new UUID(0, 4);

    private final RowIndex index = new RowIndex();

    @Test
    void aBatchThatLacksARecordIsNotThere() {
        index.add(0, part(ONE, 0, 3));
        index.add(1, part(ONE, 2, 3));
        assertThat(index.rows()).isZero();
        assertThat(index.between(1, Long.MAX_VALUE)).isEmpty();
        assertThat(index.within(new TimeSpan(Long.MIN_VALUE, Long.MAX_VALUE))).isEmpty();
        index.add(2, part(TWO, 0, 1));
        assertThat(index.lastPosition(TWO)).hasValue(10);
        assertThat(index.nextOffset()).isEqualTo(3);
    }

    @Test
    void aBatchGetsItsPositionsWhenItsLastRecordComes() {
        index.add(0, part(ONE, 0, 2));
        index.add(1, part(TWO, 0, 2));
        index.add(2, part(TWO, 1, 2));
        index.add(3, part(ONE, 1, 2));
        assertThat(index.lastPosition(TWO)).hasValue(20);
        assertThat(index.lastPosition(ONE)).hasValue(40);
        assertThat(offsets(1, 40)).containsExactly(1L, 2L, 0L, 3L);
        assertThat(offsets(10, 11)).containsExactly(1L, 2L);
        assertThat(offsets(21, 30)).containsExactly(0L);
        assertThat(offsets(41, 50)).isEmpty();
    }

    @Test
    void aBatchThatBelongsBehindARowIsThereOnlyIfNobodyCameBetween() {
        index.add(0, part(ONE, 0, 1, 0));
        index.add(1, part(TWO, 0, 1, 0));
        assertThat(index.rows()).isEqualTo(10);
        assertThat(index.lastPosition(TWO)).isEmpty();
        index.add(2, part(THREE, 0, 2, 10));
        index.add(3, part(FOUR, 0, 1, BatchPart.ANYWHERE));
        index.add(4, part(THREE, 1, 2, 10));
        assertThat(index.lastPosition(THREE)).isEmpty();
        assertThat(offsets(1, 40)).containsExactly(0L, 3L);
    }

    @Test
    void aRecordThatIsNoPartOfItsBatchIsRefused() {
        for (BatchPart part : List.of(part(ONE, 2, 2), part(ONE, -1, 2), part(ONE, 0, 0))) {
            assertThatThrownBy(() -> index.add(0, part)).isInstanceOf(CorruptException.class);
        }
        assertThat(index.nextOffset()).isZero();
    }

    private List<Long> offsets(long first, long last) {
        return index.between(first, last).stream().map(RowIndex.Placed::offset).toList();
    }

    /** {@return a part of ten rows} */
    private static BatchPart part(UUID batch, int index, int parts) {
        return part(batch, index, parts, BatchPart.ANYWHERE);
    }

    private static BatchPart part(UUID batch, int index, int parts, long after) {
        return new BatchPart(batch, index, parts, 10, 0, 0, after);
    }
}
