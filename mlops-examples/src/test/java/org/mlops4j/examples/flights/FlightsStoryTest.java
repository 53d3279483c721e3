// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;

/** The whole half year of the main job: the retraining, the fault of a caller, and the way back. */
@Tag("stress")
class FlightsStoryTest {

    @Test
    @Timeout(1_200)
    void theStoryIsToldToItsEndAndTheAuditLogTellsTheSame(@TempDir Path directory) {
        Path store = directory.resolve("store");
        Story story = new Story(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        new FlightsExample(store, directory.resolve("report.html"), story).run(FlightsExample.END);

        assertThat(String.join("\n", story.lines()))
                .containsSubsequence(
                        "Serve and watch:",
                        "ALERT: performance.auc",
                        "the alert started retrain-late-flights-1",
                        "gates: PASS",
                        "ana tries to sign off: refused",
                        "ben signs off late-flights/2",
                        "cleo signs off late-flights/2",
                        "rollout RUNNING, stage shadow",
                        "rollout RUNNING, stage canary 0.25",
                        "rollout RUNNING, stage watch",
                        "Break and roll back:",
                        "sends distances in kilometres",
                        "ALERT: drift.distance",
                        "policy: the champion is under watch, rolled back to late-flights/1",
                        "deployment stopped",
                        "rollout ROLLED_BACK, stage watch",
                        "the caller is repaired, late-flights/2 answers again",
                        "0 errors, 0 not logged",
                        "0 differ in a bit");
        assertThat(audited(store))
                .containsSubsequence(
                        "ana pipeline.triggered retrain-late-flights",
                        "ana version.register late-flights/2",
                        "ben pipeline.approve retrain-late-flights-1/sign-off",
                        "cleo pipeline.approve retrain-late-flights-1/sign-off",
                        "ana rollout.advance late-flights shadow, running",
                        "ana rollout.advance late-flights canary 0.25, running",
                        "ana rollout.advance late-flights watch, running",
                        "ana alias.move late-flights@champion",
                        "ana rollout.advance late-flights watch, rolled_back",
                        "ana alias.move late-flights@champion",
                        "ana deployment.stop late-flights",
                        "ana pipeline.finish retrain-late-flights-1/rolled-out",
                        "ana alias.move late-flights@champion",
                        "ana deployment.resume late-flights");
    }

    private static List<String> audited(Path store) {
        try (Mlops mlops = Mlops.open(store)) {
            mlops.audit().verify();
            return mlops.audit().entries(0, 10_000).stream()
                    .map(FlightsStoryTest::told)
                    .toList();
        }
    }

    private static String told(AuditEntry entry) {
        String what = entry.actor() + " " + entry.action() + " " + entry.target();
        return entry.action().equals("rollout.advance")
                ? what + " " + entry.reason().replaceFirst(":.*", "")
                : what;
    }
}
