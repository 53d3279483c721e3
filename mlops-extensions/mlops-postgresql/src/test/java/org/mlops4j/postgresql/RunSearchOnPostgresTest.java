// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.SearchRow;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunBatch;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;

/** Searches of runs give the answers that the embedded store gives. */
class RunSearchOnPostgresTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final double[] VALUES = {
        0.25, -1, 3, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0
    };
    private static final List<String> TEXTS =
            List.of("ml", "ML", "a%b", "a_b", "\u00E4\u00DF", "z", "Z\uD83D\uDE00", "");
    private static final List<String> SEARCHES = List.of(
            "",
            "metrics.auc > 0",
            "metrics.auc >= 0 and metrics.auc.max < 3",
            "metrics.auc != 0.25",
            "metrics.auc is nan or metrics.loss is null",
            "not (metrics.auc < 1)",
            "metrics.auc.mean between -1 and 0.5 order by metrics.auc.mean desc",
            "order by metrics.auc",
            "order by metrics.auc desc, params.depth, start_time",
            "params.depth > 2 order by params.depth desc",
            "params.depth in ('1', '3') or params.depth = 2",
            "params.depth like '%'",
            "tags.team = 'ml'",
            "tags.team ilike 'Ml'",
            "tags.team like 'a%'",
            "tags.team not like 'a%' order by tags.team",
            "tags.team > 'a' order by tags.team desc",
            "tags.team not in ('ml', 'z')",
            "tags.team is null",
            "datasets.name != 'train' order by number",
            "datasets.context like 't%' and datasets.name not in ('train')",
            "status = 'FINISHED' and run_name like 'run 1%'",
            "start_time > '2026-03-01T12:00:20Z' order by run_name",
            "attributes.`Run name` != 'run 3' limit 7");

    private static final String[] FIELDS = {
        "run_name", "start_time", "metrics.auc", "metrics.auc.mean", "metrics.loss", "params.depth", "tags.team"
    };

    @TempDir
    private Path scratch;

    @Test
    void everySearchFindsTheSameRunsInTheSameOrder() {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        try (PostgresStores stores = TestServer.open(scratch);
                Mlops postgres = Mlops.builder()
                        .metadata(stores.metadata())
                        .series(stores.series())
                        .events(stores.events())
                        .online(stores.online())
                        .directory(scratch.resolve("blobs"))
                        .clock(now::get)
                        .open();
                Mlops embedded = Mlops.builder()
                        .directory(scratch.resolve("embedded"))
                        .clock(now::get)
                        .open()) {
            for (Mlops mlops : List.of(embedded, postgres)) {
                now.set(NOON);
                fill(mlops, now);
            }
            for (String search : SEARCHES) {
                assertThat(paged(postgres, search)).as(search).isEqualTo(paged(embedded, search));
                assertThat(rows(postgres, search)).as(search).isEqualTo(rows(embedded, search));
            }
            assertThat(paged(postgres, "")).hasSize(24);
        }
    }

    private static Page<SearchRow> rows(Mlops mlops, String text) {
        return mlops.tracking().select(Search.of(text).limit(9), FIELDS);
    }

    private static void fill(Mlops mlops, AtomicReference<Instant> now) {
        Random random = new Random(7);
        Table table = Table.builder(Schema.of(Field.of("delay", DataType.FLOAT64)))
                .add(1.0)
                .build();
        for (int i = 0; i < 24; i++) {
            now.updateAndGet(time -> time.plusSeconds(1));
            RunBatch batch = new RunBatch()
                    .metric("auc", VALUES[random.nextInt(VALUES.length)], 0)
                    .metric("auc", VALUES[random.nextInt(VALUES.length)], 1)
                    .param("depth", random.nextBoolean() ? (Object) random.nextInt(5) : "deep");
            if (random.nextBoolean()) {
                batch.metric("loss", random.nextInt(3), 0);
            }
            if (random.nextInt(4) > 0) {
                batch.tag("team", TEXTS.get(random.nextInt(TEXTS.size())));
            }
            try (Run run = mlops.tracking().start(RunSpec.of("e").named("run " + i))) {
                run.log(batch);
                if (random.nextBoolean()) {
                    run.dataset(random.nextBoolean() ? "train" : "test", table);
                }
            }
        }
    }

    /** {@return the ids of what is found, three or a page of the search's limit at a time} */
    private static List<String> paged(Mlops mlops, String text) {
        Search search = Search.of(text).limit(3);
        List<String> ids = new ArrayList<>();
        Optional<Page<RunRecord>> page = Optional.of(mlops.tracking().search(search));
        while (page.isPresent()) {
            page.get().items().forEach(run -> ids.add(run.id()));
            page = page.get().findNext().map(next -> mlops.tracking().search(search.after(next)));
        }
        return ids;
    }
}
