// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.encoding.AttributeKey;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataQuery.Comparison;

/** A filter over attributes: what the store can test goes there, the rest is tested here. */
sealed interface AttributeTest {

    /** {@return whether attributes pass} */
    boolean holds(Attributes attributes);

    /** {@return a condition of the store that holds for exactly what passes, if there is one} */
    Optional<MetadataCondition> exact();

    /** {@return conditions of the store that hold for all that passes, and perhaps for more} */
    List<MetadataCondition> necessary();

    /**
     * {@return the names of all attributes that {@link #holds} may ask for, if they can be told before a document is
     * known}
     */
    Optional<Set<String>> reads();

    /** {@return what all of several may ask for} */
    static Optional<Set<String>> reads(List<AttributeTest> tests) {
        Set<String> names = new TreeSet<>();
        for (AttributeTest test : tests) {
            Optional<Set<String>> read = test.reads();
            if (read.isEmpty()) {
                return Optional.empty();
            }
            names.addAll(read.get());
        }
        return Optional.of(names);
    }

    /** What is known of one document under names of attributes. */
    interface Attributes {

        /** {@return the value under a name, or {@code null}} */
        @Nullable Document find(String name);

        /** {@return what follows a prefix in the names that begin with it} */
        Stream<String> behind(String prefix);
    }

    /** An attribute in a relation to a value. */
    record Compares(Compared condition) implements AttributeTest {

        @Override
        public boolean holds(Attributes attributes) {
            Document value = attributes.find(condition.attribute());
            if (value == null || value instanceof Document.Text != condition.value() instanceof Document.Text) {
                return false;
            }
            int order = Arrays.compareUnsigned(AttributeKey.of(value), AttributeKey.of(condition.value()));
            return switch (condition.comparison()) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return Optional.of(condition);
        }

        @Override
        public List<MetadataCondition> necessary() {
            return List.of(condition);
        }

        @Override
        public Optional<Set<String>> reads() {
            return Optional.of(Set.of(condition.attribute()));
        }
    }

    /** An attribute that is there. */
    record Has(String attribute) implements AttributeTest {

        @Override
        public boolean holds(Attributes attributes) {
            return attributes.find(attribute) != null;
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return Optional.of(new MetadataCondition.Present(attribute));
        }

        @Override
        public List<MetadataCondition> necessary() {
            return exact().stream().toList();
        }

        @Override
        public Optional<Set<String>> reads() {
            return Optional.of(Set.of(attribute));
        }
    }

    /**
     * One of several texts, each the name of an attribute behind a prefix, that passes. The store looks attributes up
     * by whole names, so it is not asked.
     */
    record HasMember(String prefix, Predicate<String> passing) implements AttributeTest {

        @Override
        public boolean holds(Attributes attributes) {
            return attributes.behind(prefix).anyMatch(passing);
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return Optional.empty();
        }

        @Override
        public List<MetadataCondition> necessary() {
            return List.of();
        }

        @Override
        public Optional<Set<String>> reads() {
            return Optional.empty();
        }
    }

    /**
     * A text that follows a pattern. Databases differ in letters and cases, so the store is asked for what the texts
     * must begin with or contain, and what it finds is tested here.
     */
    record Like(String attribute, LikePattern pattern) implements AttributeTest {

        @Override
        public boolean holds(Attributes attributes) {
            return attributes.find(attribute) instanceof Document.Text text && pattern.matches(text.text());
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return pattern.findExact(attribute);
        }

        @Override
        public List<MetadataCondition> necessary() {
            List<MetadataCondition> necessary = pattern.necessary(attribute);
            return necessary.isEmpty()
                    ? List.of(MetadataCondition.of(attribute, Comparison.AT_LEAST, Document.of("")))
                    : necessary;
        }

        @Override
        public Optional<Set<String>> reads() {
            return Optional.of(Set.of(attribute));
        }
    }

    /** A test of what no store has and is told of each document. */
    record OfTold(AttributeTest test) implements AttributeTest {

        @Override
        public boolean holds(Attributes attributes) {
            return test.holds(attributes);
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return Optional.empty();
        }

        @Override
        public List<MetadataCondition> necessary() {
            return List.of();
        }

        @Override
        public Optional<Set<String>> reads() {
            return Optional.of(Set.of());
        }
    }

    /** All of several. */
    record All(List<AttributeTest> tests) implements AttributeTest {

        /** {@return all of several, those of which are all of several themselves taken apart} */
        static All of(Stream<AttributeTest> tests) {
            return new All(tests.flatMap(test -> test instanceof All all ? all.tests.stream() : Stream.of(test))
                    .toList());
        }

        @Override
        public boolean holds(Attributes attributes) {
            return tests.stream().allMatch(test -> test.holds(attributes));
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return tests.stream().allMatch(test -> test.exact().isPresent())
                    ? Optional.of(new MetadataCondition.AllOf(tests.stream()
                            .flatMap(test -> test.exact().stream())
                            .toList()))
                    : Optional.empty();
        }

        @Override
        public List<MetadataCondition> necessary() {
            return tests.stream().flatMap(test -> test.necessary().stream()).toList();
        }

        @Override
        public Optional<Set<String>> reads() {
            return AttributeTest.reads(tests);
        }
    }

    /** One of several. */
    record Any(List<AttributeTest> tests) implements AttributeTest {

        /** {@return one of several, those of which are one of several themselves taken apart; of one, that one} */
        static AttributeTest of(Stream<AttributeTest> tests) {
            List<AttributeTest> apart = tests.flatMap(
                            test -> test instanceof Any any ? any.tests.stream() : Stream.of(test))
                    .toList();
            return apart.size() == 1 ? apart.get(0) : new Any(apart);
        }

        @Override
        public boolean holds(Attributes attributes) {
            return tests.stream().anyMatch(test -> test.holds(attributes));
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return tests.stream().allMatch(test -> test.exact().isPresent())
                    ? Optional.of(new MetadataCondition.AnyOf(tests.stream()
                            .flatMap(test -> test.exact().stream())
                            .toList()))
                    : Optional.empty();
        }

        @Override
        public List<MetadataCondition> necessary() {
            List<List<MetadataCondition>> parts =
                    tests.stream().map(AttributeTest::necessary).toList();
            return parts.stream().anyMatch(List::isEmpty)
                    ? List.of()
                    : List.of(new MetadataCondition.AnyOf(parts.stream()
                            .map(part -> part.size() == 1 ? part.get(0) : new MetadataCondition.AllOf(part))
                            .toList()));
        }

        @Override
        public Optional<Set<String>> reads() {
            return AttributeTest.reads(tests);
        }
    }

    /** The opposite. */
    record Opposite(AttributeTest test) implements AttributeTest {

        @Override
        public boolean holds(Attributes attributes) {
            return !test.holds(attributes);
        }

        @Override
        public Optional<MetadataCondition> exact() {
            return test.exact().map(MetadataCondition::negated);
        }

        @Override
        public List<MetadataCondition> necessary() {
            return exact().stream().toList();
        }

        @Override
        public Optional<Set<String>> reads() {
            return test.reads();
        }
    }
}
