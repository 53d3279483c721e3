// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.timeSinceLast;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.aggregate.ViewPlan;

/** Features of the newest events, for which the join skips older ones, beside the same ones with one that needs all. */
class NewestEventsPropertyTest {

    private static final Schema EVENTS = Schema.of(
            Field.of("k", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.nullable("value", DataType.FLOAT64),
            Field.nullable("other", DataType.FLOAT64));

    private static final int SPAN = 400;
    private static final int FEATURES = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areThoseOfAllEvents(long seed) {
        Random random = new Random(seed);
        ViewPlan newest = ViewPlan.of(view(seed).build());
        ViewPlan all = ViewPlan.of(view(seed).feature("count", count()).build());
        assertThat(newest.needsNewestOnly()).isTrue();
        assertThat(all.needsNewestOnly()).isFalse();
        Table events = rows(random, 3_000);
        Table labels = rows(random, 1_000);
        try (PointInTimeJoin some = joined(newest, events, labels);
                PointInTimeJoin whole = joined(all, events, labels)) {
            for (int feature = 0; feature < FEATURES; feature++) {
                assertThat(some.output(feature))
                        .as(
                                "seed %d, %s",
                                seed, newest.view().features().get(feature).name())
                        .containsExactly(whole.output(feature));
                assertThat(some.lags().greatest(feature)).isEqualTo(whole.lags().greatest(feature));
            }
        }
    }

    private static PointInTimeJoin joined(ViewPlan plan, Table events, Table labels) {
        PointInTimeJoin join =
                PointInTimeJoin.of(plan, labels, labels.longs("at").toArray(), events.rowCount(), null);
        join.add(events);
        join.finish();
        return join;
    }

    /** Of every kind: with a time to live, a delay, or the present instant, and without. */
    private static FeatureView.Builder view(long seed) {
        FeatureView.Builder view =
                FeatureView.named("values").entity("k").from(EVENTS).eventTime("at");
        if ((seed & 1) == 0) {
            view.ttl(Duration.ofNanos(50));
        }
        if ((seed & 2) == 0) {
            view.availableAfter(Duration.ofNanos(3));
        }
        if ((seed & 4) == 0) {
            view.includeNow();
        }
        return view.feature("last", last(col("value")))
                .feature("last_of_window", last(col("other")).over(Duration.ofNanos(20)))
                .feature("last_above", last(col("value")).where(col("other").gt(1)))
                .feature("since", timeSinceLast());
    }

    /** Times and values are few, so that many are alike; many values are missing. */
    private static Table rows(Random random, int count) {
        Table.Builder rows = Table.builder(EVENTS);
        for (int i = 0; i < count; i++) {
            rows.add(
                    (long) random.nextInt(30),
                    (long) random.nextInt(SPAN),
                    random.nextInt(3) == 0 ? null : (double) random.nextInt(5),
                    random.nextInt(3) == 0 ? null : (double) random.nextInt(5));
        }
        return rows.build();
    }
}
