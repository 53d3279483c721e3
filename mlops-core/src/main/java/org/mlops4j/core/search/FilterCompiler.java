// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Filter.Operator;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataQuery.Comparison;

/** Filters as tests of attributes, see {@link Filter} for what they mean. */
final class FilterCompiler {

    private final Fields fields;

    FilterCompiler(Fields fields) {
        this.fields = fields;
    }

    /** {@return the test of a filter} */
    AttributeTest compile(Filter filter) {
        if (filter instanceof Filter.And and) {
            return all(and.filters());
        } else if (filter instanceof Filter.Or or) {
            return AttributeTest.Any.of(or.filters().stream().map(this::compile));
        } else if (filter instanceof Filter.Not not) {
            return new AttributeTest.Opposite(compile(not.filter()));
        } else if (filter instanceof Filter.Text text) {
            return compile(SearchParser.filter(text.expression(), this::compile));
        } else if (filter instanceof Filter.Compared compared) {
            return compared(compared.field(), compared.operator(), compared.value());
        } else if (filter instanceof Filter.In in) {
            return AttributeTest.Any.of(in.values().stream().map(value -> compared(in.field(), Operator.EQUAL, value)));
        } else if (filter instanceof Filter.NotIn notIn) {
            return notIn(notIn.field(), notIn.values());
        } else if (filter instanceof Filter.Like like) {
            return like(like);
        } else if (filter instanceof Filter.IsNan isNan) {
            return isNan(isNan.field());
        }
        return missing(((Filter.Missing) filter).field());
    }

    /** {@return the attribute by which to order} */
    String order(Field field) {
        Indexed indexed = fields.find(field);
        if (indexed.sort() == Indexed.Sort.MEMBER) {
            throw new InvalidException("nothing can be ordered by " + name(field) + ": there may be several");
        } else if (indexed.sort() == Indexed.Sort.TOLD) {
            throw new InvalidException("nothing can be ordered by " + name(field) + ": no index has it");
        }
        return indexed.attribute();
    }

    private AttributeTest compared(Field field, Operator operator, Document value) {
        Indexed indexed = fields.find(field);
        String attribute = indexed.attribute();
        return switch (indexed.sort()) {
            case TEXT -> stored(attribute, operator, text(field, value));
            case NUMBER -> stored(attribute, operator, number(field, value));
            case TOLD -> new AttributeTest.OfTold(stored(attribute, operator, text(field, value)));
            case TIME -> stored(attribute, operator, time(field, value));
            case METRIC -> metric(attribute, List.of(new Filter.Compared(field, operator, value)));
            case PARAM ->
                value instanceof Document.Whole || value instanceof Document.Real
                        ? stored(attribute, operator, value)
                        : stored(Indexed.textOf(attribute), operator, text(field, value));
            case MEMBER -> member(field, attribute, operator, text(field, value));
        };
    }

    /** {@return the test that all of some filters pass} Of one metric it is one, by a range of its values. */
    AttributeTest.All all(List<Filter> filters) {
        Map<String, List<Filter.Compared>> metrics = new LinkedHashMap<>();
        List<AttributeTest> tests = new ArrayList<>();
        for (Filter part : flat(filters)) {
            if (part instanceof Filter.Compared compared
                    && fields.find(compared.field()).sort() == Indexed.Sort.METRIC) {
                String attribute = fields.find(compared.field()).attribute();
                metrics.computeIfAbsent(attribute, name -> new ArrayList<>()).add(compared);
            } else {
                tests.add(compile(part));
            }
        }
        metrics.forEach((attribute, comparisons) -> tests.add(metric(attribute, comparisons)));
        return AttributeTest.All.of(tests.stream());
    }

    private static List<Filter> flat(List<Filter> filters) {
        return filters.stream()
                .flatMap(filter -> (filter instanceof Filter.And and ? flat(and.filters()) : List.of(filter)).stream())
                .toList();
    }

    /** The infinities are beyond every number; NaN is nowhere. */
    private static AttributeTest metric(String attribute, List<Filter.Compared> comparisons) {
        AttributeTest finite = AttributeTest.All.of(comparisons.stream()
                .map(one -> stored(attribute, one.operator(), number(one.field(), one.value()))));
        Stream<AttributeTest> infinite = Stream.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .filter(end -> comparisons.stream().allMatch(one -> passes(end, one.operator())))
                .map(end -> notFinite(attribute, end));
        return AttributeTest.Any.of(Stream.concat(Stream.of(finite), infinite));
    }

    private static boolean passes(double infinite, Operator operator) {
        return switch (operator) {
            case ABOVE, AT_LEAST -> infinite > 0;
            case BELOW, AT_MOST -> infinite < 0;
            case NOT_EQUAL -> true;
            case EQUAL -> false;
        };
    }

    private static AttributeTest member(Field field, String attribute, Operator operator, Document value) {
        return switch (operator) {
            case EQUAL -> new AttributeTest.Has(attribute + value.text());
            case NOT_EQUAL -> new AttributeTest.HasMember(attribute, member -> !member.equals(value.text()));
            default ->
                throw new InvalidException(
                        name(field) + " has no order, so it can be compared by =, !=, LIKE, ILIKE and IN only");
        };
    }

    private AttributeTest notIn(Field field, List<Document> values) {
        Indexed indexed = fields.find(field);
        if (indexed.sort() != Indexed.Sort.MEMBER) {
            return AttributeTest.All.of(values.stream().map(value -> compared(field, Operator.NOT_EQUAL, value)));
        }
        Set<String> texts =
                values.stream().map(value -> text(field, value).text()).collect(Collectors.toSet());
        return new AttributeTest.HasMember(indexed.attribute(), member -> !texts.contains(member));
    }

    private AttributeTest like(Filter.Like like) {
        Indexed indexed = fields.find(like.field());
        LikePattern pattern = like.letters() == Filter.Letters.EXACT
                ? LikePattern.exact(like.pattern())
                : LikePattern.eitherCase(like.pattern());
        return switch (indexed.sort()) {
            case TEXT -> new AttributeTest.Like(indexed.attribute(), pattern);
            case TOLD -> new AttributeTest.OfTold(new AttributeTest.Like(indexed.attribute(), pattern));
            case PARAM -> new AttributeTest.Like(Indexed.textOf(indexed.attribute()), pattern);
            case MEMBER -> new AttributeTest.HasMember(indexed.attribute(), pattern::matches);
            default -> throw new InvalidException(name(like.field()) + " is no text, so it is not LIKE anything");
        };
    }

    private AttributeTest isNan(Field field) {
        Indexed indexed = fields.find(field);
        if (indexed.sort() != Indexed.Sort.METRIC) {
            throw new InvalidException(name(field) + " is never NaN; metrics may be");
        }
        return notFinite(indexed.attribute(), Double.NaN);
    }

    private AttributeTest missing(Field field) {
        Indexed indexed = fields.find(field);
        AttributeTest present = switch (indexed.sort()) {
            case METRIC ->
                AttributeTest.Any.of(Stream.of(
                        new AttributeTest.Has(indexed.attribute()),
                        new AttributeTest.Has(Indexed.notFiniteOf(indexed.attribute()))));
            case MEMBER -> throw new InvalidException(name(field) + " cannot be NULL: ask for a value of it");
            case TOLD -> new AttributeTest.OfTold(new AttributeTest.Has(indexed.attribute()));
            default -> new AttributeTest.Has(indexed.attribute());
        };
        return new AttributeTest.Opposite(present);
    }

    private static AttributeTest notFinite(String attribute, double value) {
        return stored(Indexed.notFiniteOf(attribute), Operator.EQUAL, Document.of(Double.toString(value)));
    }

    private static AttributeTest stored(String attribute, Operator operator, Document value) {
        return new AttributeTest.Compares(new Compared(attribute, comparison(operator), value));
    }

    private static Document text(Field field, Document value) {
        if (value instanceof Document.Bool bool) {
            return Document.of(Boolean.toString(bool.bool()));
        } else if (!(value instanceof Document.Text)) {
            throw new InvalidException(name(field) + " is a text; put the value in quotes");
        } else if (value.text().length() >= Indexed.CHARACTERS) {
            throw new InvalidException("a text to search for has less than " + Indexed.CHARACTERS + " characters");
        }
        return value;
    }

    private static Document number(Field field, Document value) {
        if (value instanceof Document.Whole || value instanceof Document.Real) {
            return value;
        }
        throw new InvalidException(name(field) + " is a number; give a number without quotes");
    }

    private static Document time(Field field, Document value) {
        try {
            return Document.of(
                    value instanceof Document.Text
                            ? Times.nanos(Instant.parse(value.text()))
                            : Times.nanos(
                                    Instant.ofEpochMilli(number(field, value).whole())));
        } catch (DateTimeException e) {
            throw new InvalidException(
                    name(field) + " is a time, such as '2026-03-03T12:00:00Z' or milliseconds since 1970", e);
        }
    }

    private static Comparison comparison(Operator operator) {
        return switch (operator) {
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
            case ABOVE -> Comparison.GREATER;
            case AT_LEAST -> Comparison.AT_LEAST;
            case BELOW -> Comparison.LESS;
            case AT_MOST -> Comparison.AT_MOST;
        };
    }

    private static String name(Field field) {
        return field.source().name().toLowerCase(Locale.ROOT) + " '" + field.key() + "'";
    }
}
