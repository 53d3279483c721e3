// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.EventTimes;
import org.mlops4j.features.aggregate.ViewPlan;

/** The events of a view, in the order of arrival, of those entities that some requests are about. */
final class ExaminedEvents {

    private final ViewPlan plan;
    private final Table events;
    private final int[] keysOfRequest;
    private final EntityKey probe;
    private final Map<EntityKey, List<Integer>> rows = new HashMap<>();

    /**
     * Reads them.
     *
     * @param history all events of the view
     * @param wanted the rows of the requests that count
     */
    ExaminedEvents(ViewPlan plan, History history, Table requests, int[] wanted) {
        FeatureView view = plan.view();
        this.plan = plan;
        this.keysOfRequest =
                view.entity().keys().stream().mapToInt(requests.schema()::index).toArray();
        this.probe = new EntityKey(keysOfRequest.length);
        for (int row : wanted) {
            probe.fill(requests.row(row), keysOfRequest);
            rows.putIfAbsent(probe.copy(), new ArrayList<>());
        }
        int[] keysOfEvent =
                view.entity().keys().stream().mapToInt(view.source()::index).toArray();
        Table.Builder kept = Table.builder(view.source());
        history.forEach(view, page -> {
            List<Integer> ofPage = new ArrayList<>();
            for (int row = 0; row < page.rowCount(); row++) {
                probe.fill(page.row(row), keysOfEvent);
                List<Integer> known = rows.get(probe);
                if (known != null) {
                    known.add(kept.rowCount() + ofPage.size());
                    ofPage.add(row);
                }
            }
            kept.addAll(page.take(indexes(ofPage)));
        });
        this.events = kept.build();
    }

    /** {@return the name of the view} */
    String name() {
        return plan.view().name();
    }

    /** {@return the events of all these entities} */
    Table all() {
        return events;
    }

    /** {@return the events of the entity of a request} */
    Table all(Row request) {
        return events.take(indexes(ofEntity(request)));
    }

    /**
     * {@return the events of an entity but for those that came last, out of the ones that count at a time; {@code null}
     * if there are not so many}
     */
    @Nullable Table withoutLast(Row request, long time, int late) {
        EventTimes times = plan.times();
        List<Integer> ofEntity = ofEntity(request);
        BitSet left = new BitSet();
        int gone = 0;
        for (int i = ofEntity.size() - 1; i >= 0; i--) {
            Row event = events.row(ofEntity.get(i));
            if (gone < late && times.visibleFrom(times.eventTime(event), times.availableAt(event)) <= time) {
                gone++;
            } else {
                left.set(ofEntity.get(i));
            }
        }
        return gone < late ? null : events.take(left.stream().toArray());
    }

    private List<Integer> ofEntity(Row request) {
        probe.fill(request, keysOfRequest);
        return rows.getOrDefault(probe, List.of());
    }

    private static int[] indexes(List<Integer> rows) {
        return rows.stream().mapToInt(row -> row).toArray();
    }
}
