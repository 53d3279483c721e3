// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

/**
 * Features of an entity, computed from its events. Immutable.
 *
 * <pre>{@code
 * FeatureView departures = FeatureView.named("departures")
 *         .entity("origin")
 *         .from(flights).eventTime("departed").availableAt("landed")   // a delay is not known before landing
 *         .feature("late_share_3h", mean(col("delay").gt(15)).over(hours(3)))
 *         .feature("since_last", timeSinceLast())
 *         .build();
 * }</pre>
 *
 * @param name of the view
 * @param entity what the features are about
 * @param source the columns of an event; keys, times and what tells events apart are never null
 * @param eventTime the TIMESTAMP column of when it happened
 * @param availability when it can be known
 * @param ttl for how long after its event time an event counts at most, or {@code null} for ever: an entity of which
 *     nothing was heard for so long has no features. It bounds windows as well
 * @param includesNow whether windows are {@code (t - length, t]} rather than {@code [t - length, t)}
 * @param features in order
 * @param identity the columns that tell one event from another: of events with the same values there the first that is
 *     pushed counts and the others change nothing; empty if every event that is pushed counts. No part of the
 *     {@link #digest()}, because the features of given events do not depend on it
 * @param expectations what events must be like to be taken; no part of the {@link #digest()}, because the features of
 *     given events do not depend on them
 * @param about what people want to know; no part of the {@link #digest()}
 */
public record FeatureView(
        String name,
        Entity entity,
        Schema source,
        String eventTime,
        Availability availability,
        @Nullable Duration ttl,
        boolean includesNow,
        List<Feature> features,
        List<String> identity,
        List<Expectation> expectations,
        About about)
        implements FeatureSource {

    /** Checks that all parts fit the source. */
    public FeatureView {
        Name.require("feature view", name);
        requireNonNull(entity, "entity");
        requireNonNull(availability, "availability");
        requireNonNull(about, "about");
        if (ttl != null) {
            requireTtl(name, ttl);
        }
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new InvalidException("feature view '" + name + "' has no features");
        }
        identity = List.copyOf(identity);
        source = SourceRules.checked(name, entity, source, eventTime, availability, identity);
        for (Feature feature : features) {
            feature.aggregation().check(source);
        }
        expectations = List.copyOf(expectations);
        for (Expectation expectation : expectations) {
            expectation.require(source);
        }
        List<String> names = features.stream().flatMap(f -> f.names().stream()).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidException("feature view '" + name + "' has two features of one name");
        }
    }

    /** {@return a builder for a view of that name, by the rule of {@link Name#require}} */
    public static Builder named(String name) {
        return new Builder(name);
    }

    @Override
    public List<String> featureNames() {
        return features.stream().flatMap(f -> f.names().stream()).toList();
    }

    /** {@return the fields that say which entity a row is about} */
    public Schema keys() {
        return source.select(entity.keys());
    }

    /** {@return for how long an event counts at most, empty for ever} */
    public Optional<Duration> findTtl() {
        return Optional.ofNullable(ttl);
    }

    /**
     * {@return the SHA-256 of all that the values of the features depend on: of everything but {@link #expectations()}
     * and {@link #about()}}
     */
    public Digest digest() {
        return meaning().digest();
    }

    /** {@return the view whose {@link #toDocument()} this is} */
    public static FeatureView from(Document document) {
        return FeatureViewForm.from(document);
    }

    @Override
    public Document.Fields toDocument() {
        return FeatureViewForm.document(this);
    }

    @Override
    public List<Expression> expressions() {
        List<Expression> all = new ArrayList<>();
        for (Feature feature : features) {
            all.addAll(feature.aggregation().expressions());
        }
        for (Expectation expectation : expectations) {
            if (expectation.check() instanceof Check.Each each) {
                all.add(each.condition());
            }
        }
        return all;
    }

    @Override
    public Document.Fields meaning() {
        return FeatureViewForm.meaning(this);
    }

    private static void requireTtl(String view, Duration ttl) {
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new InvalidException("the time to live of feature view '" + view
                    + "' is more than zero and at most 36500 days, was " + ttl);
        }
    }

    /** Collects the parts of a view. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Feature> features = new ArrayList<>();
        private final List<Expectation> expectations = new ArrayList<>();
        private @Nullable Entity entity;
        private @Nullable Field typedKey;
        private @Nullable Schema source;
        private @Nullable String eventTime;
        private Availability availability = Availability.After.NOTHING;
        private @Nullable Duration ttl;
        private boolean includesNow;
        private List<String> identity = List.of();
        private About about = About.NOTHING;

        private Builder(String name) {
            this.name = Name.require("feature view", name);
        }

        /**
         * Makes the view about an entity.
         *
         * @param name of the entity
         * @param keys the columns that say which one; without any, the column of the name
         * @return this
         */
        public Builder entity(String name, String... keys) {
            return entity(new Entity(name, keys.length == 0 ? List.of(name) : List.of(keys)));
        }

        /**
         * Makes the view about an entity with one key, and checks its type.
         *
         * @return this
         */
        public Builder entity(String key, DataType type) {
            typedKey = Field.of(key, type);
            return entity(key);
        }

        /**
         * Makes the view about an entity.
         *
         * @return this
         */
        public Builder entity(Entity about) {
            entity = requireNonNull(about, "about");
            return this;
        }

        /**
         * Says what columns an event has.
         *
         * @return this
         */
        public Builder from(Schema columns) {
            source = requireNonNull(columns, "columns");
            return this;
        }

        /**
         * Says that an event has the columns of a table; its rows are not taken.
         *
         * @return this
         */
        public Builder from(Table like) {
            return from(like.schema());
        }

        /**
         * Says that an event has the components of a record.
         *
         * @return this
         * @throws InvalidException if a component has a type that no column has; the message names it
         */
        public Builder from(Class<? extends Record> like) {
            return from(Schema.of(like));
        }

        /**
         * Says which column holds when an event happened.
         *
         * @return this
         */
        public Builder eventTime(String column) {
            eventTime = requireNonNull(column, "column");
            return this;
        }

        /**
         * Says which column holds when an event became known; without it, at its event time.
         *
         * @return this
         */
        public Builder availableAt(String column) {
            availability = new Availability.At(column);
            return this;
        }

        /**
         * Says how long after it happened an event becomes known.
         *
         * @return this
         */
        public Builder availableAfter(Duration delay) {
            availability = new Availability.After(delay);
            return this;
        }

        /**
         * Says which columns tell one event from another, such as the number that its system gave it. An event that is
         * pushed again, by whomever and however often, then changes nothing. Each push costs a look at the on-line
         * store, and each event an entry there.
         *
         * @param columns of type string, int64, boolean or timestamp; together, each by itself
         * @return this
         */
        public Builder identifiedBy(String... columns) {
            identity = List.of(columns);
            return this;
        }

        /**
         * Lets no event count that is older: an entity of which nothing was heard for so long has no features.
         *
         * @return this
         */
        public Builder ttl(Duration time) {
            ttl = requireNonNull(time, "time");
            return this;
        }

        /**
         * Tells people what the view is about.
         *
         * @return this
         */
        public Builder description(String text) {
            about = about.describedAs(text);
            return this;
        }

        /**
         * Tells people whom to ask.
         *
         * @return this
         */
        public Builder owner(String name) {
            about = about.ownedBy(name);
            return this;
        }

        /**
         * Lets people find the view by these words.
         *
         * @return this
         */
        public Builder tags(String... names) {
            about = about.tagged(List.of(names));
            return this;
        }

        /**
         * Adds a feature.
         *
         * @return this
         */
        public Builder feature(String feature, Aggregation aggregation) {
            return feature(feature, aggregation, Double.NaN);
        }

        /**
         * Adds a feature with a default.
         *
         * @param otherwise what it is where it would be missing or NaN
         * @return this
         */
        public Builder feature(String feature, Aggregation aggregation, double otherwise) {
            features.add(new Feature(feature, aggregation, otherwise));
            return this;
        }

        /**
         * Adds a feature for each of a few texts, over the events that have that text in a column: by bucket
         * {@code AA}, feature {@code delay} becomes {@code delay_AA}.
         *
         * @param column a STRING column
         * @return this
         */
        public Builder featureBy(String feature, String column, List<String> buckets, Aggregation aggregation) {
            for (String bucket : buckets) {
                feature(
                        feature + "_" + bucket,
                        aggregation.where(Features.col(column).eq(bucket)));
            }
            return this;
        }

        /**
         * Says what events must be like to be taken.
         *
         * @return this
         */
        public Builder expect(Expectation... expected) {
            expectations.addAll(List.of(expected));
            return this;
        }

        /**
         * Lets an event at exactly t count, and one at exactly {@code t - length} no longer: windows are {@code (t -
         * length, t]} rather than {@code [t - length, t)}, for the whole view.
         *
         * @return this
         */
        public Builder includeNow() {
            includesNow = true;
            return this;
        }

        /**
         * {@return the view}
         *
         * @throws InvalidException if a part is missing or does not fit the source
         */
        public FeatureView build() {
            if (entity == null || source == null || eventTime == null) {
                throw new InvalidException(
                        "feature view '" + name + "' needs entity(…), from(…) and eventTime(…) before build()");
            }
            FeatureView view = new FeatureView(
                    name,
                    entity,
                    source,
                    eventTime,
                    availability,
                    ttl,
                    includesNow,
                    features,
                    identity,
                    expectations,
                    about);
            if (typedKey != null && !view.source().find(typedKey.name()).equals(Optional.of(typedKey))) {
                throw new InvalidException("feature view '" + name + "' says that key " + typedKey
                        + " is in its source, which is " + source);
            }
            return view;
        }
    }
}
