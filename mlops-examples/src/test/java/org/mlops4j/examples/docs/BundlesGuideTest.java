// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.bundle.ImportedBundle;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.Run;

/** The code of the guide to bundles. */
class BundlesGuideTest {

    @TempDir
    private Path directory;

    @Test
    void aVersionGoesFromOneStoreToAnother() {
        try (Mlops laptop = Mlops.open(directory.resolve("laptop"));
                Mlops production = Mlops.open(directory.resolve("production"))) {
            ModelVersion version;
            try (Run run = laptop.tracking().start("late-flights")) {
                run.metric("auc", 0.741);
                version = run.register(
                        "late-flights",
                        ModelPackage.of("linear").withFile("model", "weights".getBytes(StandardCharsets.UTF_8)));
            }
            laptop.bundles().exportVersion(version, directory.resolve("late-flights.zip"));

            ImportedBundle imported = production.bundles().importFrom(directory.resolve("late-flights.zip"));
            System.out.println(imported.versions() + ", made by " + imported.runs());

            BundleLimits small = new BundleLimits(1_000, 100_000_000, 50);
            production.bundles().importFrom(directory.resolve("late-flights.zip"), small);
            assertThat(imported.versions().get(0).digest()).isEqualTo(version.digest());
            laptop.bundles().exportRun(imported.runs().get(0), directory.resolve("run"));
            assertThat(directory.resolve("run/runs/1/run.json")).isRegularFile();
        }
    }
}
