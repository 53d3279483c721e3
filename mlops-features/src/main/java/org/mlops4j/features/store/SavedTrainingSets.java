// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Snapshots;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.spi.StoredDocument;

/**
 * What training sets were made of, kept so that they can be made again: the labels as a snapshot, the definition by its
 * digest, and of the events how many there were of each view, since the log only grows. Thread-safe.
 *
 * <pre>{@code
 * TrainingSet set = features.trainingSet(service, labels, "departed");
 * run.dataset(features.trainingSets().save("train", set));
 * // when somebody asks what the model was trained on
 * TrainingSet again = features.trainingSets().reproduce(dataset);
 * }</pre>
 */
public final class SavedTrainingSets {

    private static final String KIND = "training-set";

    private final Mlops mlops;
    private final FeatureStore features;

    SavedTrainingSets(Mlops mlops, FeatureStore features) {
        this.mlops = mlops;
        this.features = features;
    }

    /**
     * Stores what a set was made of; durable when it returns. Costs a pass over the events and a snapshot of the
     * labels.
     *
     * @param name what people call the data, such as {@code train}
     * @param set from {@link FeatureStore#trainingSet}
     * @return what a run names the set by
     * @throws InvalidException if the set was made from other events than those of this store
     */
    public DatasetRef save(String name, TrainingSet set) {
        requireOwnEvents(set);
        DatasetRef dataset = set.dataset(name);
        Snapshots snapshots = mlops.snapshots();
        Digest labels = snapshots
                .save(name + " labels", set.labels(), "labels of " + dataset.origin())
                .dataset()
                .digest();
        Document document = Document.object()
                .with("dataset", dataset.toDocument())
                .with("lineage", set.lineage())
                .with("labels", labels);
        String id = dataset.digest().hex();
        mlops.audit().transact("features.save", id, name, writer -> {
            // Equal rows may have been made of other events, which came to the same; the first ones do.
            if (writer.find(KIND, id).isEmpty()) {
                writer.put(KIND, id, document, Map.of());
            }
            return id;
        });
        return dataset;
    }

    /**
     * {@return the set, made again from the labels, the definition and the events of then, and compared with what it
     * was} Costs what making it cost.
     *
     * @throws NotFoundException if no such set was saved
     * @throws CorruptException if what comes out is no longer what it was; the message names what differs
     */
    public TrainingSet reproduce(DatasetRef dataset) {
        String id = dataset.digest().hex();
        StoredDocument stored = mlops.metadata()
                .read(reader -> reader.find(KIND, id))
                .orElseThrow(() -> new NotFoundException("training set '" + dataset.name() + "' of digest " + id
                        + " was not saved. Call trainingSets().save(…) when a set is made"));
        Document lineage = stored.body().get("lineage");
        FeatureService service = features.service(
                lineage.get("service").text(),
                new Digest(lineage.get("definition").text()));
        Snapshots snapshots = mlops.snapshots();
        Table labels = snapshots.table(
                snapshots.get(new Digest(stored.body().get("labels").text())));
        SortedMap<String, History> history = new TreeMap<>();
        lineage.get("event_rows").fields().forEach((view, rows) -> history.put(view, events(view, rows.whole())));
        TrainingSet set = TrainingSet.read(
                service, history, labels, lineage.get("time_field").text(), null, features.functions());
        if (!set.dataset(dataset.name()).digest().equals(dataset.digest())) {
            throw new CorruptException("training set '" + dataset.name() + "' cannot be made again: "
                    + difference(lineage, set.lineage()));
        }
        return set;
    }

    private void requireOwnEvents(TrainingSet set) {
        Document.Fields lineage = set.lineage();
        lineage.get("event_rows").fields().forEach((view, rows) -> {
            History.Digested own = new History.Digested(events(view, rows.whole()));
            own.forEach(features.view(view), events -> {});
            if (!own.digested()
                    .digest()
                    .hex()
                    .equals(lineage.get("events").get(view).text())) {
                throw new InvalidException("the training set was not made from the events of feature view '" + view
                        + "' in this store; save what FeatureStore.trainingSet gives");
            }
        });
    }

    private History events(String view, long rows) {
        return new History.Paged(features.events(view).source().first(rows), rows);
    }

    private static String difference(Document before, Document now) {
        for (String field : before.get("events").fields().keySet()) {
            if (!before.get("events").get(field).equals(now.get("events").get(field))) {
                return "the events of feature view '" + field + "' are no longer the same";
            }
        }
        return "definition, labels and events are the same, so the features are computed in another way by this version";
    }
}
