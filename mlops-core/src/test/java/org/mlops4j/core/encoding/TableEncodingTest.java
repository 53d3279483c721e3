// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;

class TableEncodingTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 255, 256, 300, 2_000})
    void tablesReadBackToTheBit(int rows) {
        Table table = RandomTables.of(rows, new SplittableRandom(rows));
        Table read = TableEncoding.decode(TableEncoding.encode(table), table.schema(), "it");
        assertThat(read.digest()).isEqualTo(table.digest());
        for (int row = 0; row < rows; row++) {
            assertThat(Double.doubleToRawLongBits(read.doubles("some float64").get(row)))
                    .isEqualTo(Double.doubleToRawLongBits(
                            table.doubles("some float64").get(row)));
        }
    }

    @Test
    void aSliceIsEncodedWithoutTheWordsOfOtherRows() {
        Table table = RandomTables.of(300, new SplittableRandom(1));
        Table slice = table.slice(100, 200);
        byte[] bytes = TableEncoding.encode(slice);
        assertThat(bytes)
                .isEqualTo(
                        TableEncoding.encode(slice.take(IntStream.range(0, 100).toArray())));
        assertThat(TableEncoding.decode(bytes, table.schema(), "it").digest()).isEqualTo(slice.digest());
    }

    @Test
    void aTableWithoutColumnsIsATable() {
        Schema none = Schema.of();
        assertThat(TableEncoding.decode(TableEncoding.encode(Table.builder(none).build()), none, "it")
                        .rowCount())
                .isZero();
    }

    @Test
    void everyFlippedBitIsFound() {
        Table table = smallTable();
        byte[] bytes = TableEncoding.encode(table);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> TableEncoding.decode(damaged, table.schema(), "chunk 7"))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageStartingWith("chunk 7 is damaged");
        }
    }

    @Test
    void bytesWithAFittingChecksumButWrongContentAreATableOrTheOneException() {
        Table table = smallTable();
        byte[] bytes = TableEncoding.encode(table);
        SplittableRandom random = new SplittableRandom(99);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] forged = Arrays.copyOf(bytes, bytes.length - random.nextInt(20));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                forged[4 + random.nextInt(forged.length - 8)] = (byte) random.nextInt();
            }
            seal(forged);
            try {
                TableEncoding.decode(forged, table.schema(), "it");
            } catch (CorruptException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void aNewerFormatIsRefusedAsSuch() {
        byte[] bytes = TableEncoding.encode(smallTable());
        bytes[3] = 2;
        seal(bytes);
        assertThatThrownBy(() -> TableEncoding.decode(bytes, smallTable().schema(), "it"))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void anotherSchemaIsRefused() {
        byte[] bytes = TableEncoding.encode(smallTable());
        assertThatThrownBy(() -> TableEncoding.decode(bytes, Schema.of(Field.of("a", DataType.INT64)), "it"))
                .isInstanceOf(CorruptException.class);
    }

    private static Table smallTable() {
        return RandomTables.of(4, new SplittableRandom(5)).without("some string", "maybe string");
    }

    private static void seal(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
    }
}
