// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataQuery;

/**
 * The finished items of one stage of a run, each a row under its place in the list. A row counts for the item that it
 * was written for: if the list is another when the run is carried on, what changed is done again. Thread-safe.
 */
final class ItemRows {

    static final String KIND = "pipeline-item";

    private final Fence fence;
    private final StageOutputs outputs;
    private final String stage;

    ItemRows(Fence fence, StageOutputs outputs, String stage) {
        this.fence = fence;
        this.outputs = outputs;
        this.stage = stage;
    }

    /**
     * {@return the outputs of finished items by their places, if the items are still the same}
     *
     * @param notes takes what these items said
     */
    SortedMap<Integer, Document> finished(Map<Integer, Document> items, StageNotes notes) {
        SortedMap<Integer, Document> found = new TreeMap<>();
        MetadataQuery query = MetadataQuery.of(KIND).whereEqual("stage", id());
        fence.metadata().read(reader -> Pages.all(reader, query)).forEach(stored -> {
            int place = Math.toIntExact(stored.body().get("place").whole());
            boolean same = Optional.ofNullable(items.get(place))
                    .filter(item ->
                            item.digest().hex().equals(stored.body().get("item").text()))
                    .isPresent();
            if (same) {
                found.put(place, output(place, stored.body()));
                stored.body().find("notes").ifPresent(said -> notes.putItem(place, said.fields()));
            }
        });
        return found;
    }

    private Document output(int place, Document row) {
        String item = "item " + place + " of stage '" + stage + "' of pipeline run '"
                + fence.run().id() + "'";
        return requireNonNull(outputs.load(row, item), item);
    }

    /** Notes the output of an item, what it said and what it changes. */
    void finish(int place, Document item, Document output, StageNotes notes) {
        Document row = outputs.keep(output)
                .with("stage", id())
                .with("place", place)
                .with("item", item.digest())
                .with("notes", Document.object(notes.all()));
        Map<String, Document> attributes = Map.of("stage", Document.of(id()));
        fence.write("pipeline.item", stage, writer -> {
            notes.changes().make(writer);
            return writer.put(KIND, id() + "/" + place, row, attributes);
        });
    }

    private String id() {
        return fence.run().id() + "/" + stage;
    }
}
