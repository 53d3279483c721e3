// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * How a transaction left a run.
 *
 * @param state of its stages
 * @param laidDown the run if it was laid down
 * @param begun the stage that began, if one did
 */
record Settled(RunState state, @Nullable StoredRun laidDown, OptionalInt begun) {

    /** {@return how a run is left in which a stage has begun} */
    static Settled begun(RunState state, int position) {
        return new Settled(state, null, OptionalInt.of(position));
    }

    /** {@return how a run is left, which is laid down if nothing can be done for it now} */
    static Settled of(MetadataWriter writer, StoredRun claimed, RunState next, Instant now) {
        RunState reopened = next.reopened();
        if (next.waitingFor().anyMatch(stage -> hasTurn(writer, stage))
                && reopened.next(now).isPresent()) {
            return goesOn(reopened);
        }
        Status standing = next.standing(now);
        if (standing == null) {
            return goesOn(next);
        }
        if (standing != Status.WAITING) {
            return layDown(writer, next, claimed.released(standing));
        }
        if (next.halted()) {
            return layDown(writer, next, claimed.waiting(now));
        }
        if (PendingApproval.find(writer, claimed).filter(p -> p.satisfied(now)).isPresent()) {
            // It came while another stage was at work.
            return goesOn(reopened);
        }
        return layDown(writer, next, claimed.waiting(next.due()));
    }

    private static boolean hasTurn(MetadataReader reader, Stage stage) {
        String exclusive = Plan.exclusive(stage);
        return exclusive != null && Turns.isFree(reader, exclusive);
    }

    private static Settled goesOn(RunState state) {
        return new Settled(state, null, OptionalInt.empty());
    }

    private static Settled layDown(MetadataWriter writer, RunState next, StoredRun run) {
        run.put(writer);
        return new Settled(next, run, OptionalInt.empty());
    }
}
