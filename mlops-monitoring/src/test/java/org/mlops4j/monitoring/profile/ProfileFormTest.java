// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.MlopsException;

class ProfileFormTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("delay", DataType.FLOAT64),
            Field.of("distance", DataType.INT64),
            Field.nullable("carrier", DataType.STRING),
            Field.of("late", DataType.BOOLEAN));

    @Test
    void profilesGoThroughBytesAndText(@TempDir Path directory) {
        ReferenceProfile reference = ReferenceProfile.of(flights(1, 2_000));
        Profile current = reference.count(flights(2, 2_000));
        Profile empty = reference.count(flights(3, 0));
        try (Mlops mlops = Mlops.open(directory)) {
            DocumentText json = mlops.json();
            for (Profile profile : new Profile[] {reference.profile(), current, empty}) {
                String text = json.write(profile.toDocument());
                assertThat(Profile.from(profile.toBytes())).isEqualTo(profile);
                assertThat(Profile.from(json.read(text))).isEqualTo(profile);
                assertThat(profile.toBytes().length).isLessThan(text.getBytes(StandardCharsets.UTF_8).length);
            }
            assertThat(3 * current.toBytes().length)
                    .isLessThan(2 * json.write(current.toDocument()).length());
        }
    }

    @Test
    void equalProfilesHaveEqualBytes() {
        ReferenceProfile reference = ReferenceProfile.of(flights(1, 2_000));
        Table table = flights(2, 900);

        assertThat(reference
                        .count(table.slice(500, 900))
                        .plus(reference.count(table.slice(0, 500)))
                        .toBytes())
                .isEqualTo(reference.count(table).toBytes());
    }

    @Test
    void everyDamagedByteAndEveryCutIsFound() {
        byte[] bytes = ReferenceProfile.of(flights(1, 20)).profile().toBytes();

        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> Profile.from(damaged)).isInstanceOf(MlopsException.class);
            byte[] cut = Arrays.copyOf(bytes, at);
            assertThatThrownBy(() -> Profile.from(cut)).isInstanceOf(CorruptException.class);
        }
    }

    /** Whoever can write a checksum can write any size: it must not be believed. */
    @Test
    void foreignBytesWithARightChecksumAreRefused() {
        byte[] bytes = ReferenceProfile.of(flights(1, 20)).profile().toBytes();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] foreign = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            for (int change = 0; change < 3; change++) {
                foreign[random.nextInt(foreign.length)] = (byte) random.nextInt();
            }
            foreign[0] = 1;
            byte[] signed = withChecksum(foreign);
            try {
                assertThat(Profile.from(signed)).isNotNull();
            } catch (MlopsException e) {
                assertThat(e).as("case %s of seed 7", i).isInstanceOf(CorruptException.class);
            }
        }
    }

    @Test
    void laterVersionsAreNamed() {
        assertThatThrownBy(() -> Profile.from(withChecksum(new byte[] {2, 0, 0})))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("version 2");
    }

    private static byte[] withChecksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .put(bytes)
                .putInt((int) sum.getValue())
                .array();
    }

    private static Table flights(long seed, int rows) {
        Random random = new Random(seed);
        String[] carriers = {"AA", "UA", "Über", null};
        Table.Builder table = Table.builder(SCHEMA);
        for (int row = 0; row < rows; row++) {
            table.add(
                    random.nextInt(9) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian() * 1e-200,
                    (long) random.nextInt(3_000),
                    random.nextInt(20) == 0 ? "new" + row : carriers[random.nextInt(carriers.length)],
                    random.nextBoolean());
        }
        return table.build();
    }
}
