// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.storage.CopyReport;
import org.mlops4j.storage.Durability;
import org.mlops4j.storage.Storage;
import org.mlops4j.storage.SweepPlan;
import org.mlops4j.storage.Verification;

/** The code of the guide to the care of a store. */
class StorageGuideTest {

    @TempDir
    private Path directory;

    @Test
    void aStoreIsVerifiedBackedUpCopiedAndSwept() {
        byte[] model = "model".getBytes(StandardCharsets.UTF_8);
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            mlops.registry().register("churn", ModelPackage.of("linear").withFile("model", model));
            Digest blob = Digest.of(model);

            Verification found = mlops.storage().verify();
            found.damage().forEach(System.err::println);
            assertThat(found.passed()).isTrue();

            mlops.storage().backup(directory.resolve("backup"));

            try (Mlops target = Mlops.open(directory.resolve("elsewhere"))) {
                CopyReport copied = mlops.storage().copyTo(target);
                System.out.println(copied.documents() + " documents, " + copied.blobs() + " blobs");
                assertThat(copied.blobs()).isEqualTo(1);
            }

            SweepPlan plan = mlops.storage().planSweep(Storage.DEFAULT_AGE);
            System.out.println(plan.unused().size() + " unused files, " + plan.bytes() + " bytes");
            mlops.storage().sweep(plan);
            assertThat(mlops.blobs().exists(blob)).isTrue();

            mlops.storage().hold(blob, "case 17");
            mlops.storage().release(blob, "case 17 is closed");
        }
        quickly(directory.resolve("quick"));
        Path store = directory.resolve("store");
        try (Mlops mlops = Mlops.builder().readOnly(store).open()) {
            assertThat(mlops.registry().read(mlops.registry().load("churn", 1), "model"))
                    .isEqualTo(model);
        }
    }

    private static void quickly(Path directory) {
        try (Mlops quick = Mlops.builder()
                .directory(directory)
                .durability(Durability.CRASH_SAFE)
                .open()) {
            quick.tracking().start("late-flights").close();
        }
        try (Mlops mlops = Mlops.open(directory)) {
            assertThat(mlops.audit().verify()).isPositive();
        }
    }
}
