// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;

/**
 * The tries of one stage.
 *
 * @param all oldest first; of many the last
 */
record Tries(List<Attempt> all) {

    private static final int KEPT = 20;

    /** A stage that takes its process with it each time is given up, lest it takes all processes. */
    private static final int DEATHS = 5;

    static Tries of(@Nullable StageRecord record) {
        return new Tries(record == null ? List.of() : record.attempts());
    }

    /** {@return these with one more that has begun} */
    Tries begun(Instant now) {
        int number = all.isEmpty() ? 1 : last().number() + 1;
        List<Attempt> more = new ArrayList<>(all);
        more.add(new Attempt(number, now, null, null));
        return new Tries(more.subList(Math.max(0, more.size() - KEPT), more.size()));
    }

    /** {@return these after the last one has ended} */
    Tries ended(Instant now, @Nullable String error) {
        Attempt last = last();
        return withLast(new Attempt(last.number(), last.started(), now, error, last.cpu()));
    }

    /** {@return these after the last one, or one more look of it, has used the CPU} */
    Tries spent(@Nullable Duration cpu) {
        Attempt last = last();
        Duration before = last.cpu();
        Duration sum = before == null || cpu == null ? cpu : before.plus(cpu);
        return withLast(new Attempt(last.number(), last.started(), last.ended(), last.error(), sum));
    }

    /** {@return whether the process died in so many of the last ones that there is not to be another} */
    boolean deadly() {
        int deaths = 0;
        for (Attempt attempt : all) {
            deaths = attempt.ended() == null ? deaths + 1 : 0;
        }
        return deaths >= DEATHS;
    }

    /** {@return why there is no other} */
    static String death() {
        return "the process died in it " + DEATHS + " times in a row";
    }

    private Attempt last() {
        return all.get(all.size() - 1);
    }

    private Tries withLast(Attempt last) {
        List<Attempt> changed = new ArrayList<>(all);
        changed.set(all.size() - 1, last);
        return new Tries(changed);
    }
}
