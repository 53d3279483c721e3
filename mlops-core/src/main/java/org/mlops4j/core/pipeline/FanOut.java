// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.progress.Progress;

/** Does the items of a stage, as many at a time as the pipeline lets. A finished item is stored and not done again. */
final class FanOut {

    private final Stage.Each stage;
    private final ItemRows rows;
    private final int limit;
    private final CpuMeter meter;

    FanOut(Stage.Each stage, ItemRows rows, int limit, CpuMeter meter) {
        this.stage = stage;
        this.rows = rows;
        this.limit = limit;
        this.meter = meter;
    }

    /** {@return the outputs of all items, in the order of the items} */
    Document run(StageContext context) throws Exception {
        SortedMap<Integer, Document> items = new TreeMap<>();
        stage.items().of(context).forEach(item -> items.put(items.size(), item));
        SortedMap<Integer, Document> outputs = rows.finished(items, context.notes());
        List<Integer> open = items.keySet().stream()
                .filter(place -> !outputs.containsKey(place))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(limit, RunThreads.of(context.run()));
        try (Progress.Work shown = context.progress().start("items", items.size())) {
            // No more are begun than threads are there: after a failure the others are not even tried.
            Deque<Future<Done>> begun = new ArrayDeque<>();
            for (int next = 0; next < open.size() || !begun.isEmpty(); ) {
                if (next < open.size() && begun.size() < limit) {
                    int place = open.get(next++);
                    Document item = requireNonNull(items.get(place));
                    begun.add(threads.submit(() -> meter.measure(() -> run(context, place, item))));
                } else {
                    Done done = result(begun.remove());
                    outputs.put(done.place(), done.output());
                    shown.at(outputs.size());
                }
            }
        } finally {
            RunThreads.end(threads);
        }
        return Document.list(new ArrayList<>(outputs.values()));
    }

    private Done run(StageContext context, int place, Document item) throws Exception {
        StageContext seen = context.item(place);
        Document output = result(stage, seen, item);
        rows.finish(place, item, output, seen.notes());
        context.notes().putItem(place, seen.notes().all());
        return new Done(place, output);
    }

    /** {@return what the work gives for an item} */
    static Document result(Stage.Each stage, StageContext seen, Document item) throws Exception {
        return requireNonNull(
                stage.work().run(seen, item), "an item gave null; Document.nothing() says that there is no result");
    }

    private static Done result(Future<Done> item) throws Exception {
        try {
            return item.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    private record Done(int place, Document output) {}
}
