// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * Which stage has something for itself, of all runs of the store. It changes in the transaction in which the stage
 * begins or ends, so that whoever has it is at work, or will be taken over.
 */
final class Turns {

    private static final String KIND = "pipeline-turn";

    private Turns() {}

    /** {@return whether a stage of a run has something now; if not, its run is told when it is free} */
    static boolean take(MetadataWriter writer, String what, String run, String stage) {
        Turn turn = find(writer, what);
        String holder = holder(run, stage);
        if (turn.isFree() || turn.holder().equals(holder)) {
            List<String> others =
                    turn.waiting().stream().filter(other -> !other.equals(run)).toList();
            put(writer, what, new Turn(holder, run, others));
            return true;
        }
        if (!turn.waiting().contains(run)) {
            List<String> more = new ArrayList<>(turn.waiting());
            more.add(run);
            put(writer, what, new Turn(turn.holder(), turn.run(), more));
        }
        return false;
    }

    /** Lets the others have what a stage of a run has, if it has it: all runs that wait can go on now. */
    static void give(MetadataWriter writer, String what, String run, String stage, Instant now) {
        Turn turn = find(writer, what);
        if (turn.holder().equals(holder(run, stage))) {
            free(writer, what, turn, now);
        }
    }

    /** Lets the others have whatever a run has that has ended. */
    static void giveAll(MetadataWriter writer, String run, Instant now) {
        MetadataQuery held = MetadataQuery.of(KIND).whereEqual("run", run);
        Pages.all(writer, held).forEach(stored -> free(writer, stored.id(), Turn.from(stored.body()), now));
    }

    static boolean isFree(MetadataReader reader, String what) {
        return find(reader, what).isFree();
    }

    /**
     * A run that is carried on meanwhile finds out by itself before it is laid down, and is told later if it does not.
     */
    private static void free(MetadataWriter writer, String what, Turn turn, Instant now) {
        List<String> atWork = new ArrayList<>();
        for (String waiting : turn.waiting()) {
            StoredRun run = StoredRun.load(writer, waiting);
            if (run.status() == Status.WAITING) {
                run.waiting(now).put(writer);
            } else if (run.status() == Status.RUNNING) {
                atWork.add(waiting);
            }
        }
        put(writer, what, new Turn("", "", atWork));
    }

    private static String holder(String run, String stage) {
        return run + "/" + stage;
    }

    private static Turn find(MetadataReader reader, String what) {
        return reader.find(KIND, what).map(stored -> Turn.from(stored.body())).orElse(Turn.FREE);
    }

    private static void put(MetadataWriter writer, String what, Turn turn) {
        writer.put(KIND, what, turn.toDocument(), turn.isFree() ? Map.of() : Map.of("run", Document.of(turn.run())));
    }

    /**
     * Who has something.
     *
     * @param holder the stage that has it with its run, empty if none has
     * @param run the run of that stage
     * @param waiting the runs that wait for it, those that came first in front
     */
    private record Turn(String holder, String run, List<String> waiting) {

        static final Turn FREE = new Turn("", "", List.of());

        Turn {
            waiting = List.copyOf(waiting);
        }

        boolean isFree() {
            return holder.isEmpty();
        }

        static Turn from(Document document) {
            return new Turn(
                    document.get("holder").text(),
                    document.get("run").text(),
                    document.get("waiting").texts());
        }

        Document toDocument() {
            return Document.object().with("holder", holder).with("run", run).with("waiting", Document.texts(waiting));
        }
    }
}
