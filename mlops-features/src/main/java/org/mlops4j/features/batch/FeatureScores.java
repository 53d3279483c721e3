// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.FeatureStore;

/**
 * Scores as events of a feature view, which readers on line see at once.
 *
 * <p>A page is pushed, then the position is stored. A process that dies in between pushes the page again, which changes
 * nothing, because the view knows its events by columns that do not change when a row is scored again.
 */
record FeatureScores(Mlops mlops, FeatureStore features, String view, String batch) implements ScoreSink {

    private static final String KIND = "batch-position";

    FeatureScores {
        requireNonNull(mlops, "mlops");
        requireNonNull(features, "features");
        requireNonNull(view, "view");
        Name.require("batch", batch);
    }

    @Override
    public Writer open(Schema columns) {
        FeatureView definition = features.view(view);
        requireColumns(definition, columns);
        requireIdentity(definition);
        return new Writer() {

            private long rows = position();

            @Override
            public long rows() {
                return rows;
            }

            @Override
            public void add(Table page) {
                features.push(view, scored(page));
                features.flush();
                rows += page.rowCount();
                store(rows);
            }

            @Override
            public void close() {
                // Nothing is held open between two pages.
            }
        };
    }

    private static void requireColumns(FeatureView definition, Schema columns) {
        List<String> missing = definition.source().names().stream()
                .filter(name -> !columns.names().contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidException("the events of feature view '" + definition.name() + "' have columns " + missing
                    + " that scores have not; keep them of the rows to score, which gives scores " + columns);
        }
    }

    private static void requireIdentity(FeatureView definition) {
        List<String> identity = definition.identity();
        if (identity.isEmpty() || identity.contains(BatchScorer.SCORED) || identity.contains(BatchScorer.VERSION)) {
            throw new IncompatibleException("feature view '" + definition.name() + "' tells its events apart by "
                    + identity + ", so scores that are pushed again after a crash would count twice; say in its"
                    + " definition that columns of the rows to score tell them apart, such as a key and a day");
        }
    }

    /** A row that was not scored has nothing to tell. */
    private static Table scored(Table page) {
        StringColumn errors = page.strings(BatchScorer.ERROR);
        return page.take(
                IntStream.range(0, page.rowCount()).filter(errors::isNull).toArray());
    }

    private long position() {
        return mlops.metadata()
                .read(reader -> reader.find(KIND, id())
                        .map(stored -> stored.body().get("rows").whole())
                        .orElse(0L));
    }

    private void store(long rows) {
        Document position = Document.object().with("rows", rows);
        mlops.metadata().write(writer -> writer.put(KIND, id(), position, Map.of()));
    }

    private String id() {
        return view + "/" + batch;
    }
}
