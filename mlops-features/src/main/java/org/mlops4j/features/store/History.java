// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.TableDigest;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.source.Source;

/** The events of a view, in memory or on their way. */
sealed interface History {

    /** Hands over all events, with the columns of the view's source in their order, in as few pieces as there are. */
    void forEach(FeatureView view, Consumer<Table> action);

    /** {@return about how many events there are} */
    long expectedRows();

    /** {@return the columns of a view's source in its order, with nulls only where it allows them} */
    static Table aligned(FeatureView view, Table events) {
        Schema source = view.source();
        return Table.of(
                source,
                source.fields().stream().map(f -> events.column(f.name())).toList());
    }

    /** Events in memory. */
    record Rows(Table table) implements History {

        @Override
        public void forEach(FeatureView view, Consumer<Table> action) {
            action.accept(aligned(view, table));
        }

        @Override
        public long expectedRows() {
            return table.rowCount();
        }
    }

    /** Events that are read page by page. */
    record Paged(Source source, long expectedRows) implements History {

        @Override
        public void forEach(FeatureView view, Consumer<Table> action) {
            try (Source.Pages pages = source.open(view.source())) {
                for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                    action.accept(page);
                }
            }
        }
    }

    /** Events that are digested as they pass by. For one thread. */
    final class Digested implements History {

        private final History history;
        private @Nullable DatasetRef digested;

        Digested(History history) {
            this.history = history;
        }

        @Override
        public void forEach(FeatureView view, Consumer<Table> action) {
            TableDigest digest = TableDigest.of(view.source());
            history.forEach(view, events -> {
                digest.add(events);
                action.accept(events);
            });
            digested = digest.finish(view.name(), "");
        }

        @Override
        public long expectedRows() {
            return history.expectedRows();
        }

        /** {@return what the events were that were handed over} */
        DatasetRef digested() {
            if (digested == null) {
                throw new IllegalStateException("no events were handed over");
            }
            return digested;
        }
    }
}
