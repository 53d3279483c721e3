// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.environment.ProcessEnvironment;
import org.mlops4j.core.environment.WorkTreeChanges;
import org.mlops4j.data.Digest;
import org.mlops4j.tracking.RunSpec;

class SourceChangesTest {

    @TempDir
    Path directory;

    /** Holds whether or not the work tree in which the test runs is clean. */
    @Test
    void whatIsNotCommittedIsKeptOnlyOfRunsThatAskForIt() {
        byte[] diff = ProcessEnvironment.changes().map(WorkTreeChanges::diff).orElse(new byte[0]);
        try (Mlops mlops = Mlops.open(directory)) {
            mlops.tracking().start("plain").close();
            mlops.tracking().start(RunSpec.of("asking").sourceChanges()).close();

            assertThat(mlops.tracking().load("plain-1").artifacts()).isEmpty();
            if (diff.length == 0) {
                assertThat(mlops.tracking().load("asking-1").artifacts()).isEmpty();
            } else {
                assertThat(mlops.tracking().load("asking-1").artifacts())
                        .containsEntry(RunSpec.SOURCE_CHANGES, Digest.of(diff));
            }
        }
    }
}
