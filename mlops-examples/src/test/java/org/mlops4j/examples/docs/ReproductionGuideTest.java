// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.tracking.Environment;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunSpec;

/** What docs/guides/reproduction.md tells, run. */
class ReproductionGuideTest {

    @TempDir
    private Path directory;

    @Test
    void environmentsAreCompared() {
        try (Mlops mlops = Mlops.open(directory)) {
            Run run = mlops.tracking().start(RunSpec.of("late-flights").sourceChanges());
            run.close();
            mlops.tracking().start("late-flights").close();

            Environment before =
                    new Environment(mlops.tracking().load("late-flights-1").environment());
            Environment after =
                    new Environment(mlops.tracking().load("late-flights-2").environment());
            before.difference(after).changed();

            assertThat(before.difference(after).isEmpty()).isTrue();
        }
    }
}
