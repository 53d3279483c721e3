// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.fresh;
import static org.mlops4j.features.Expectation.known;
import static org.mlops4j.features.Expectation.matches;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Expectation.nullShare;
import static org.mlops4j.features.Expectation.oneOf;
import static org.mlops4j.features.Expectation.that;
import static org.mlops4j.features.Expectation.unique;
import static org.mlops4j.features.Expectation.volume;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

class ExpectationTest {

    private static final Schema FLIGHTS = Schema.of(
            Field.of("origin", DataType.STRING),
            Field.of("departed", DataType.TIMESTAMP),
            Field.nullable("delay", DataType.FLOAT64),
            Field.nullable("embedding", new DataType.Vector(2)));

    static Stream<Expectation> all() {
        return Stream.of(
                notNull("delay").orQuarantine(),
                nullShare("delay", 0.25).orWarn(),
                between("delay", -60, Double.POSITIVE_INFINITY),
                between("departed", Instant.parse("2001-01-01T00:00:00Z"), Instant.parse("2002-01-01T00:00:00Z")),
                oneOf("origin", List.of("ORD", "ATL")).orQuarantine(),
                matches("origin", "[A-Z]{3}"),
                unique("origin", "departed").orWarn(),
                fresh(Duration.ofDays(2), Duration.ofMinutes(5)),
                volume(1, 100_000),
                known("airports", "origin").orQuarantine(),
                that(col("delay").gt(0).or(col("origin").eq("ORD"))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anExpectationSurvivesItsStoredForm(Expectation expectation) {
        assertThat(Expectation.from(expectation.toDocument())).isEqualTo(expectation);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStoredFormWithoutAnyOfItsFieldsIsRefused(Expectation expectation) {
        Document.Fields stored = (Document.Fields) expectation.toDocument();
        for (String field : stored.fields().keySet()) {
            assertThatThrownBy(() -> Expectation.from(stored.without(field))).isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> Expectation.from(stored.with(field, true))).isInstanceOf(InvalidException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void expectationsAreStoredWithTheirViewAndNoPartOfItsDigest(Expectation expectation) {
        FeatureView plain = view().build();
        FeatureView expecting = view().expect(expectation).build();
        assertThat(FeatureView.from(expecting.toDocument()))
                .isEqualTo(expecting)
                .isNotEqualTo(plain);
        assertThat(expecting.digest()).isEqualTo(plain.digest());
        assertThat(expecting.toDocument().digest())
                .isNotEqualTo(plain.toDocument().digest());
    }

    @Test
    void expectationsAreReadByPeople() {
        assertThat(all().map(Expectation::text))
                .contains(
                        "not delay is null, or quarantine",
                        "share of nulls in delay <= 0.25, or warn",
                        "unique origin, departed, or warn",
                        "event time from PT48H before now to PT5M after, or reject",
                        "from 1 to 100000 rows in a batch, or reject",
                        "origin known to feature view airports, or quarantine");
    }

    @Test
    void anExpectationThatDoesNotFitItsSourceIsRefusedWithTheColumn() {
        for (Expectation expectation : List.of(
                notNull("destination"),
                nullShare("destination", 0.1),
                unique("origin", "destination"),
                known("airports", "destination"))) {
            assertThatThrownBy(() -> view().expect(expectation).build())
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("destination");
        }
        for (Expectation expectation : List.of(
                between("origin", 0, 1),
                matches("delay", "x"),
                oneOf("delay", List.of("a")),
                unique("embedding"),
                that(col("delay").plus(1)))) {
            assertThatThrownBy(() -> view().expect(expectation).build()).isInstanceOf(InvalidException.class);
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> nullShare("delay", Double.NaN)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> nullShare("delay", 1.01)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> volume(2, 1)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> volume(-1, 1)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> unique()).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> unique("delay", "delay")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> fresh(Duration.ofDays(-1), Duration.ZERO)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> known("../airports", "origin")).isInstanceOf(InvalidException.class);
    }

    private static FeatureView.Builder view() {
        return FeatureView.named("departures")
                .entity("origin")
                .from(FLIGHTS)
                .eventTime("departed")
                .feature("flights", count());
    }
}
