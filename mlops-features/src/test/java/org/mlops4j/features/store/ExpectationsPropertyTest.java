// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Expectation.nullShare;
import static org.mlops4j.features.Expectation.that;
import static org.mlops4j.features.Expectation.unique;
import static org.mlops4j.features.Expectation.volume;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.Check;
import org.mlops4j.features.Expectation;
import org.mlops4j.features.Expectation.Action;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.expect.Gate;
import org.mlops4j.features.expect.Judgement;
import org.mlops4j.features.expression.JavaFunctions;

/** Whatever is expected of whatever rows: each row ends in exactly one place, and by itself it ends in the same. */
class ExpectationsPropertyTest {

    private static final Schema ROWS = Schema.of(
            Field.of("entity", DataType.STRING),
            Field.of("time", DataType.TIMESTAMP),
            Field.of("number", DataType.INT64),
            Field.nullable("value", DataType.FLOAT64));

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noRowIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        List<Expectation> expectations = expectations(random);
        Gate gate = gate(expectations);
        Table batch = batch(random);
        Judgement judgement = gate.judge(batch, 0);
        ExpectationReport report = judgement.report();

        List<Long> taken = numbers(judgement.taken());
        List<Long> quarantined = numbers(judgement.quarantined());
        assertThat(taken).isSorted().hasSize((int) report.taken());
        assertThat(quarantined).isSorted().hasSize((int) report.quarantined());
        List<Long> all = new ArrayList<>(taken);
        all.addAll(quarantined);
        if (report.accepted()) {
            assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(batch));
        } else {
            assertThat(all).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRowByItselfEndsWhereItsBatchPutsItIfOnlyRowsAreAsked(long seed) {
        Random random = new Random(seed);
        List<Expectation> ofRows = expectations(random).stream()
                .filter(expectation -> expectation.check() instanceof Check.Each)
                .toList();
        Gate gate = gate(ofRows);
        Table batch = batch(random);
        Judgement whole = gate.judge(batch, 0);
        boolean accepted = true;
        List<Long> taken = new ArrayList<>();
        List<Long> quarantined = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            Judgement one = gate.judge(batch.row(row));
            accepted &= one.report().accepted();
            taken.addAll(numbers(one.taken()));
            quarantined.addAll(numbers(one.quarantined()));
            assertThat(gate.passes(batch.row(row)))
                    .isEqualTo(one.report().outcomes().stream().allMatch(ExpectationReport.Outcome::passed));
        }
        assertThat(whole.report().accepted()).isEqualTo(accepted);
        if (accepted) {
            assertThat(numbers(whole.taken())).isEqualTo(taken);
            assertThat(numbers(whole.quarantined())).isEqualTo(quarantined);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reportsOfPartsAddUpToThatOfTheWholeIfOnlyRowsAreAsked(long seed) {
        Random random = new Random(seed);
        List<Expectation> ofRows = expectations(random).stream()
                .filter(expectation ->
                        expectation.check() instanceof Check.Each && expectation.action() != Action.REJECT)
                .toList();
        Gate gate = gate(ofRows);
        Table batch = batch(random);
        int cut = random.nextInt(batch.rowCount() + 1);
        ExpectationReport first = gate.judge(batch.slice(0, cut), 0).report();
        ExpectationReport second =
                gate.judge(batch.slice(cut, batch.rowCount()), cut).report();
        assertThat(first.plus(second)).isEqualTo(gate.judge(batch, 0).report());
    }

    private static List<Expectation> expectations(Random random) {
        List<Expectation> expectations = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Expectation expectation = switch (random.nextInt(6)) {
                case 0 -> notNull("value");
                case 1 -> between("value", random.nextInt(3) - 3, random.nextInt(3));
                case 2 -> that(col("value").ne(random.nextInt(4)));
                case 3 -> unique("entity", "value");
                case 4 -> nullShare("value", random.nextDouble());
                default -> volume(random.nextInt(3), random.nextInt(30) + 3);
            };
            expectations.add(
                    switch (random.nextInt(4)) {
                        case 0 -> expectation;
                        case 1 -> expectation.orWarn();
                        default -> expectation.orQuarantine();
                    });
        }
        return expectations;
    }

    private static Gate gate(List<Expectation> expectations) {
        FeatureView view = FeatureView.named("v")
                .entity("entity")
                .from(ROWS)
                .eventTime("time")
                .feature("n", count())
                .expect(expectations.toArray(Expectation[]::new))
                .build();
        return Gate.of(
                view,
                InstantSource.fixed(Instant.EPOCH),
                known -> {
                    throw new AssertionError("nothing is known here");
                },
                JavaFunctions.none());
    }

    private static Table batch(Random random) {
        Table.Builder rows = Table.builder(ROWS);
        int size = random.nextInt(30);
        for (long number = 0; number < size; number++) {
            Double value = random.nextInt(5) == 0
                    ? null
                    : random.nextInt(10) == 0 ? (Double) Double.NaN : (Double) (double) (random.nextInt(6) - 2);
            rows.add(random.nextBoolean() ? "a" : "b", Instant.EPOCH, number, value);
        }
        return rows.build();
    }

    private static List<Long> numbers(Table table) {
        return LongStream.of(table.longs("number").toArray()).boxed().toList();
    }
}
