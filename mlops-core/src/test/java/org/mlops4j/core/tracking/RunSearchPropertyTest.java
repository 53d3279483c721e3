// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Search;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.Tracking;

class RunSearchPropertyTest {

    private static final double[] VALUES = {0, 1, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final NamedRuns runs = new NamedRuns(store);

    private Tracking tracking;

    @BeforeEach
    void open() {
        tracking = store.mlops().tracking();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyFilterFindsWhatALookAtEachRunFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            try (Run run = runs.start("run " + i)) {
                for (String key : List.of("a", "b")) {
                    if (random.nextInt(4) > 0) {
                        run.metric(key, VALUES[random.nextInt(VALUES.length)]);
                    }
                    if (random.nextInt(4) > 0) {
                        run.param(key, random.nextBoolean() ? (Object) random.nextInt(3) : "t" + random.nextInt(3));
                    }
                }
            }
        }
        List<RunRecord> all = tracking.runs("e").stream()
                .sorted(Comparator.comparing(RunRecord::started).reversed())
                .toList();
        for (int i = 0; i < 400; i++) {
            Filter filter = filter(random, 3);
            assertThat(tracking.search(Search.of(filter)).items())
                    .as("seed %s: %s", seed, filter)
                    .extracting(RunRecord::id)
                    .containsExactlyElementsOf(all.stream()
                            .filter(run -> passes(filter, run))
                            .map(RunRecord::id)
                            .toList());
        }
    }

    private static Filter filter(Random random, int depth) {
        String key = random.nextBoolean() ? "a" : "b";
        Field metric = Field.metric(key);
        Field param = Field.param(key);
        return switch (depth == 0 ? random.nextInt(6) : random.nextInt(9)) {
            case 0 -> metric.above(random.nextInt(3));
            case 1 -> metric.notEqualTo(random.nextInt(3));
            case 2 -> metric.isNan();
            case 3 -> param.atMost(random.nextInt(3));
            case 4 -> random.nextBoolean() ? param.like("%" + random.nextInt(3)) : metric.isMissing();
            case 5 -> param.in("1", "t2");
            case 6 -> filter(random, depth - 1).and(filter(random, depth - 1));
            case 7 -> filter(random, depth - 1).or(filter(random, depth - 1));
            default -> filter(random, depth - 1).negated();
        };
    }

    private static boolean passes(Filter filter, RunRecord run) {
        if (filter instanceof Filter.And and) {
            return and.filters().stream().allMatch(part -> passes(part, run));
        } else if (filter instanceof Filter.Or or) {
            return or.filters().stream().anyMatch(part -> passes(part, run));
        } else if (filter instanceof Filter.Not not) {
            return !passes(not.filter(), run);
        } else if (filter instanceof Filter.In in) {
            return in.values().stream().anyMatch(value -> value.text().equals(param(run, in.field())));
        } else if (filter instanceof Filter.Like like) {
            return param(run, like.field()).endsWith(like.pattern().substring(1));
        } else if (filter instanceof Filter.Missing missing) {
            return !run.metrics().containsKey(missing.field().key());
        } else if (filter instanceof Filter.IsNan isNan) {
            return run.metrics().containsKey(isNan.field().key()) && Double.isNaN(metric(run, isNan.field()));
        }
        Filter.Compared compared = (Filter.Compared) filter;
        double limit = compared.value().number();
        return switch (compared.operator()) {
            case ABOVE -> metric(run, compared.field()) > limit;
            case NOT_EQUAL -> metric(run, compared.field()) < limit || metric(run, compared.field()) > limit;
            default ->
                param(run, compared.field()).matches("[0-9]")
                        && Double.parseDouble(param(run, compared.field())) <= limit;
        };
    }

    private static double metric(RunRecord run, Field field) {
        return run.metrics().containsKey(field.key())
                ? run.metrics().get(field.key()).last()
                : Double.NaN;
    }

    private static String param(RunRecord run, Field field) {
        Document value = run.params().getOrDefault(field.key(), Document.of("missing"));
        return value instanceof Document.Text ? value.text() : Long.toString(value.whole());
    }
}
