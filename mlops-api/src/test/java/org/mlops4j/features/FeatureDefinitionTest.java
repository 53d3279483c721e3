// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.data.DataType.FLOAT64;
import static org.mlops4j.data.DataType.INT64;
import static org.mlops4j.data.DataType.STRING;
import static org.mlops4j.data.DataType.TIMESTAMP;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.hourOf;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.last;
import static org.mlops4j.features.Features.lastEvents;
import static org.mlops4j.features.Features.lit;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.Features.rate;
import static org.mlops4j.features.Features.request;
import static org.mlops4j.features.Features.session;
import static org.mlops4j.features.Features.sum;
import static org.mlops4j.features.Features.timeSinceLast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

class FeatureDefinitionTest {

    private static final Schema FLIGHTS = Schema.of(
            Field.of("origin", STRING),
            Field.nullable("departed", TIMESTAMP),
            Field.of("landed", TIMESTAMP),
            Field.of("distance", FLOAT64),
            Field.nullable("delay", INT64));

    private static FeatureView departures() {
        return FeatureView.named("departures")
                .entity("origin", STRING)
                .from(FLIGHTS)
                .eventTime("departed")
                .availableAt("landed")
                .feature("late_share_3h", mean(col("delay").gt(15)).over(hours(3)))
                .feature(
                        "far_1d",
                        count().where(col("distance").dividedBy(lit(2)).ge(500)).over(days(1)))
                .feature(
                        "odd",
                        sum(col("delay").plus(1).times(2).minus(0.5))
                                .where(col("origin")
                                        .ne("XXX")
                                        .and(col("delay").isNull().not())
                                        .or(col("delay").lt(Double.NaN))))
                .feature("newest", last(col("delay")), 0.5)
                .feature("since_last", timeSinceLast())
                .build();
    }

    private static FeatureService service() {
        return FeatureService.of(
                "late-flights",
                departures(),
                request("hour", hourOf("scheduled_for", ZoneId.of("America/Chicago"))),
                request("distance"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/b", "a:b", "a\\b", "a\0", "a\nb", "-a", "a ", "%61"})
    void aViewAServiceAndAnEntityHaveAName(String bad) {
        for (ThrowingCallable named : List.<ThrowingCallable>of(
                () -> FeatureView.named(bad),
                () -> FeatureService.of(bad, departures()),
                () -> FeatureView.named("departures").entity(bad, STRING))) {
            assertThatThrownBy(named).isInstanceOf(InvalidException.class).hasMessageNotContaining("\0");
        }
        assertThatThrownBy(() -> FeatureView.named("a".repeat(10_000)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("feature view");
    }

    @Test
    void aDefinitionSurvivesItsStoredForm() {
        FeatureService back = FeatureService.from(service().toDocument());
        assertThat(back).isEqualTo(service());
        assertThat(back.digest()).isEqualTo(service().digest());
    }

    @Test
    void theDigestChangesWithTheMeaning() {
        FeatureView view = departures();
        FeatureView changed = new FeatureView(
                view.name(),
                view.entity(),
                view.source(),
                view.eventTime(),
                new Availability.After(Duration.ofHours(1)),
                null,
                false,
                view.features(),
                List.of(),
                List.of(),
                view.about());
        assertThat(changed.digest()).isNotEqualTo(view.digest());
    }

    @Test
    void wordsAboutADefinitionAreStoredAndNoPartOfItsDigest() {
        About about = new About("delays", "ops@example.com", List.of("delay", "airport", "delay"));
        FeatureView told = new FeatureView(
                departures().name(),
                departures().entity(),
                departures().source(),
                departures().eventTime(),
                departures().availability(),
                null,
                false,
                departures().features(),
                List.of("origin"),
                List.of(),
                about);
        FeatureService service = FeatureService.of("s", told).about(about);
        assertThat(told.digest()).isEqualTo(departures().digest());
        assertThat(service.digest())
                .isEqualTo(FeatureService.of("s", departures()).digest());
        assertThat(FeatureService.from(service.toDocument())).isEqualTo(service);
        assertThat(about.tags()).containsExactly("airport", "delay");
    }

    @Test
    void theTimeToLiveIsPartOfTheMeaning() {
        FeatureView.Builder view = FeatureView.named("v")
                .entity("origin")
                .from(FLIGHTS)
                .eventTime("departed")
                .feature("n", count());
        FeatureView ever = view.build();
        FeatureView day = view.ttl(days(1)).build();
        assertThat(day.digest()).isNotEqualTo(ever.digest());
        assertThat(FeatureView.from(day.toDocument())).isEqualTo(day);
        assertThatThrownBy(() -> view.ttl(Duration.ZERO).build()).isInstanceOf(InvalidException.class);
    }

    @Test
    void aRequestFeatureReadsTheFeaturesBeforeIt() {
        FeatureService service = FeatureService.of(
                        "s",
                        departures(),
                        request("per_mile", col("newest").dividedBy(col("distance"))),
                        request("twice", col("per_mile").times(2)))
                .select("twice", "newest");
        assertThat(service.request())
                .isEqualTo(Schema.of(Field.of("origin", STRING), Field.nullable("distance", FLOAT64)));
        assertThat(service.featureNames()).containsExactly("twice", "newest");
        assertThat(FeatureService.from(service.toDocument())).isEqualTo(service);
        assertThatThrownBy(() -> service.select("newst"))
                .hasMessageContaining("newst")
                .hasMessageContaining("newest");
        assertThatThrownBy(() -> service.select("newest", "newest")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> FeatureService.of(
                        "s", departures(), request("h", col("newest").eq("x"))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("newest");
    }

    @Test
    void aRecordDeclaresASource() {
        FeatureView view = FeatureView.named("v")
                .entity("origin")
                .from(Flight.class)
                .eventTime("departed")
                .feature("n", count())
                .build();
        assertThat(view.source())
                .isEqualTo(Schema.of(
                        Field.of("origin", STRING), Field.of("departed", TIMESTAMP), Field.of("delay", INT64)));
        assertThatThrownBy(() -> FeatureView.named("v").from(Unknown.class))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("duration");
    }

    private record Flight(String origin, Instant departed, long delay) {}

    private record Unknown(Duration duration) {}

    @Test
    void aServiceAsksForKeysAndRequestInputs() {
        assertThat(service().request())
                .isEqualTo(Schema.of(
                        Field.of("origin", STRING),
                        Field.nullable("scheduled_for", TIMESTAMP),
                        Field.nullable("distance", FLOAT64)));
        assertThat(service().featureNames())
                .containsExactly("late_share_3h", "far_1d", "odd", "newest", "since_last", "hour", "distance");
    }

    @Test
    void keysAndTimesOfASourceAreNeverNull() {
        assertThat(departures().source().find("departed")).contains(Field.of("departed", TIMESTAMP));
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> FeatureView.named("v")
                        .entity("origin")
                        .from(FLIGHTS)
                        .eventTime("departed")
                        .feature("f", mean(col("dealy")))
                        .build())
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("dealy")
                .hasMessageContaining("delay");
    }

    @Test
    void anOperandOfTheWrongTypeIsRefused() {
        assertThatThrownBy(() -> col("origin").plus(1).type(FLIGHTS)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> col("delay").not().type(FLIGHTS)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> hourOf("delay", ZoneId.of("UTC")).type(FLIGHTS))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void twoFeaturesOfOneNameAreRefused() {
        assertThatThrownBy(() -> FeatureService.of("s", departures(), request("since_last")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("since_last");
    }

    @Test
    void aWindowIsLongerThanNothing() {
        assertThatThrownBy(() -> count().over(Duration.ZERO)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> count().over(Duration.ofDays(200_000))).isInstanceOf(InvalidException.class);
    }

    @Test
    void everyWindowSurvivesItsStoredForm() {
        for (Window window : List.of(
                Window.sliding(hours(3)),
                Window.tumbling(days(1)),
                Window.hopping(days(1), hours(1)),
                lastEvents(10),
                session(minutes(30), days(1)))) {
            assertThat(Window.from(window.toDocument())).isEqualTo(window);
        }
    }

    @Test
    void aWindowOfTheNewestEventsHasSome() {
        for (int events : new int[] {0, -1, 10_001}) {
            assertThatThrownBy(() -> lastEvents(events)).isInstanceOf(InvalidException.class);
        }
        assertThatThrownBy(() -> session(Duration.ZERO, days(1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("gap");
        assertThatThrownBy(() -> session(hours(1), Duration.ofDays(200_000))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Window.from(Document.object().with("events", 1L << 40)))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void aRateNeedsATime() {
        for (Window window : List.of(lastEvents(10), session(hours(1), days(1)))) {
            assertThatThrownBy(() -> rate().over(window).check(FLIGHTS))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("window");
        }
        assertThatThrownBy(() -> rate().check(FLIGHTS)).isInstanceOf(InvalidException.class);
        rate().over(hours(1)).check(FLIGHTS);
    }

    @Test
    void aDeeplyNestedDocumentDoesNotExhaustTheStack() {
        Document deep = Document.object().with("column", "x");
        for (int i = 0; i < 5_000; i++) {
            deep = Document.object().with("call", "not").with("of", Document.list(deep));
        }
        Document tooDeep = Document.object().with("version", 1).with("expression", deep);
        assertThatThrownBy(() -> Expression.from(tooDeep))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void anEntityNeedsDistinctKeys() {
        assertThatThrownBy(() -> new Entity("route", List.of("a", "a"))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> new Entity("route", List.of())).isInstanceOf(InvalidException.class);
    }
}
