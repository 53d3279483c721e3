// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mlops4j.registry.Compatibility.BACKWARD;
import static org.mlops4j.registry.Compatibility.BREAKING;
import static org.mlops4j.registry.Compatibility.FORWARD;
import static org.mlops4j.registry.Compatibility.IDENTICAL;
import static org.mlops4j.registry.Compatibility.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;

class SignatureDiffTest {

    private static final Field X = Field.of("x", DataType.FLOAT64);
    private static final Field SPARE = Field.nullable("spare", DataType.FLOAT64);
    private static final Field NEEDED = Field.of("needed", DataType.INT64);
    private static final Field OUT = Field.of("prediction", DataType.FLOAT64);

    private static Signature inputs(Field... fields) {
        return new Signature(Schema.of(fields), Schema.of(OUT));
    }

    private static Signature outputs(Field... fields) {
        return new Signature(Schema.of(X), Schema.of(fields));
    }

    private static SignatureDiff diff(Signature before, Signature after) {
        return SignatureDiff.between(Optional.of(before), Optional.of(after));
    }

    static Stream<Arguments> rules() {
        Field single = Field.of("x", DataType.FLOAT32);
        Field text = Field.of("x", DataType.STRING);
        Field maybe = Field.nullable("x", DataType.FLOAT64);
        Field second = Field.of("second", DataType.FLOAT64);
        Field outSingle = Field.of("prediction", DataType.FLOAT32);
        Field outMaybe = Field.nullable("prediction", DataType.FLOAT64);
        return Stream.of(
                arguments(inputs(X, NEEDED), inputs(X, NEEDED), IDENTICAL, IDENTICAL),
                arguments(inputs(X), inputs(X, SPARE), BACKWARD, FORWARD),
                arguments(inputs(X), inputs(X, NEEDED), BREAKING, BREAKING),
                arguments(inputs(X), inputs(SPARE, X), BREAKING, BREAKING),
                arguments(inputs(X, NEEDED), inputs(NEEDED, X), BREAKING, BREAKING),
                arguments(inputs(X), inputs(maybe), BACKWARD, FORWARD),
                arguments(inputs(single), inputs(X), BACKWARD, FORWARD),
                arguments(inputs(X), inputs(text), BREAKING, BREAKING),
                arguments(inputs(X, SPARE), inputs(maybe), BREAKING, BREAKING),
                arguments(inputs(single), inputs(maybe), BACKWARD, FORWARD),
                arguments(outputs(OUT), outputs(OUT, second), BACKWARD, FORWARD),
                arguments(outputs(OUT), outputs(outSingle), BACKWARD, FORWARD),
                arguments(outputs(OUT), outputs(outMaybe), FORWARD, BACKWARD),
                arguments(outputs(OUT), outputs(second), BREAKING, BREAKING),
                arguments(outputs(OUT, second), outputs(second, OUT), BREAKING, BREAKING));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void eachRuleHoldsInBothDirections(Signature one, Signature other, Compatibility there, Compatibility back) {
        assertThat(diff(one, other).verdict()).isEqualTo(there);
        assertThat(diff(other, one).verdict()).isEqualTo(back);
    }

    @Test
    void aVerdictTellsTheReasonOfEachField() {
        SignatureDiff diff = diff(inputs(X), inputs(Field.of("x", DataType.STRING), SPARE));

        assertThat(diff.changes())
                .extracting(SignatureDiff.FieldChange::field)
                .containsExactly("input x", "input spare");
        assertThat(diff.changes().get(0).reason()).isEqualTo("string now, was float64");
        assertThat(diff.changes().get(1).compatibility()).isEqualTo(BACKWARD);
        assertThat(diff.verdict()).isEqualTo(BREAKING);
    }

    @Test
    void withoutBothSignaturesNothingIsClaimed() {
        assertThat(SignatureDiff.between(Optional.empty(), Optional.of(inputs(X)))
                        .verdict())
                .isEqualTo(UNKNOWN);
        assertThat(SignatureDiff.between(Optional.empty(), Optional.empty()).verdict())
                .isEqualTo(UNKNOWN);
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** Backward one way is forward the other way, and what breaks, breaks both ways. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theVerdictsOfBothDirectionsMirrorEachOther(int seed) {
        Random random = new Random(seed);
        Signature one = any(random);
        Signature other = any(random);

        Compatibility there = diff(one, other).verdict();
        Compatibility back = diff(other, one).verdict();

        Compatibility mirrored = switch (there) {
            case BACKWARD -> FORWARD;
            case FORWARD -> BACKWARD;
            default -> there;
        };
        assertThat(back).as("seed %s: %s to %s", seed, one, other).isEqualTo(mirrored);
        assertThat(there == IDENTICAL).isEqualTo(one.equals(other));
    }

    private static Signature any(Random random) {
        return new Signature(fields(random, 3), fields(random, 2));
    }

    private static Schema fields(Random random, int most) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(most); i++) {
            DataType type = random.nextInt(4) == 0 ? DataType.FLOAT32 : DataType.FLOAT64;
            fields.add(new Field("f" + (random.nextInt(6) == 0 ? 9 - i : i), type, random.nextBoolean()));
        }
        return Schema.of(fields);
    }
}
