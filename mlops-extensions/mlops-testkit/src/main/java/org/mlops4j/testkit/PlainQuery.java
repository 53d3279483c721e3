// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.AllOf;
import org.mlops4j.spi.MetadataCondition.AnyOf;
import org.mlops4j.spi.MetadataCondition.Compared;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Letters;
import org.mlops4j.spi.MetadataCondition.Not;
import org.mlops4j.spi.MetadataCondition.Place;
import org.mlops4j.spi.MetadataCondition.Present;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;

/** The contract of {@link MetadataQuery} as a loop: what stores are compared with. */
final class PlainQuery {

    private PlainQuery() {}

    static List<String> ids(MetadataQuery query, List<StoredDocument> all) {
        Comparator<StoredAttributes> order = order(query);
        StoredAttributes after = query.after();
        return all.stream()
                .filter(document -> query.conditions().stream().allMatch(c -> matches(c, document)))
                .map(StoredAttributes::of)
                .filter(document -> after == null || order.compare(document, after) > 0)
                .sorted(order)
                .limit(query.limit())
                .map(StoredAttributes::id)
                .toList();
    }

    static MetadataQuery random(Random random, List<Document> values, List<StoredDocument> all) {
        MetadataQuery query = MetadataQuery.of("run").limit(1 + random.nextInt(40));
        for (int i = random.nextInt(3); i > 0; i--) {
            query = query.where(condition(random, values, 3));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            query = random.nextBoolean() ? query.ascending(name(random)) : query.descending(name(random));
        }
        return random.nextBoolean() ? query : query.after(all.get(random.nextInt(all.size())));
    }

    private static MetadataCondition condition(Random random, List<Document> values, int depth) {
        if (depth == 0 || random.nextInt(3) > 0) {
            List<Comparison> comparisons = List.of(Comparison.values());
            Comparison comparison = comparisons.get(random.nextInt(comparisons.size()));
            return switch (random.nextInt(6)) {
                case 0 -> new Present(name(random));
                case 1 -> contains(random, values);
                default -> new Compared(name(random), comparison, values.get(random.nextInt(values.size())));
            };
        }
        List<MetadataCondition> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(condition(random, values, depth - 1));
        }
        return switch (random.nextInt(3)) {
            case 0 -> new AnyOf(parts);
            case 1 -> new AllOf(parts);
            default -> new Not(condition(random, values, depth - 1));
        };
    }

    private static MetadataCondition contains(Random random, List<Document> values) {
        Document some = values.get(random.nextInt(values.size()));
        Letters letters = random.nextBoolean() ? Letters.EXACT : Letters.ASCII_IN_EITHER_CASE;
        List<Place> places = List.of(Place.values());
        Place place = places.get(random.nextInt(places.size()));
        if (!(some instanceof Document.Text text)) {
            return new Contains(name(random), "", place, letters);
        }
        int[] codePoints = text.text().codePoints().toArray();
        int begin = place == Place.BEGIN ? 0 : random.nextInt(codePoints.length + 1);
        int end = place == Place.END ? codePoints.length : begin + random.nextInt(codePoints.length - begin + 1);
        return new Contains(name(random), new String(codePoints, begin, end - begin), place, letters);
    }

    private static String name(Random random) {
        return List.of("p", "q", "r", "s").get(random.nextInt(4));
    }

    private static Comparator<StoredAttributes> order(MetadataQuery query) {
        return (a, b) -> {
            for (MetadataQuery.Sort sort : query.order()) {
                Document left = a.attributes().get(sort.attribute());
                Document right = b.attributes().get(sort.attribute());
                if (left == null ^ right == null) {
                    return left == null ? 1 : -1;
                }
                int byValue = compare(left, right);
                if (byValue != 0) {
                    return sort.descending() ? -byValue : byValue;
                }
            }
            return query.idsDescend() ? utf8(b.id(), a.id()) : utf8(a.id(), b.id());
        };
    }

    private static int compare(@Nullable Document left, @Nullable Document right) {
        if (left == null || right == null) {
            return 0;
        }
        if (left instanceof Document.Text a && right instanceof Document.Text b) {
            return utf8(a.text(), b.text());
        } else if (left instanceof Document.Text) {
            return 1;
        }
        return right instanceof Document.Text ? -1 : numbers(left, right);
    }

    /** NaN is greater than every other number and equal to itself. */
    private static int numbers(Document left, Document right) {
        boolean finite = Double.isFinite(left.number()) && Double.isFinite(right.number());
        return finite ? exact(left).compareTo(exact(right)) : Double.compare(left.number(), right.number());
    }

    private static int utf8(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static BigDecimal exact(Document number) {
        return number instanceof Document.Whole whole
                ? BigDecimal.valueOf(whole.whole())
                : new BigDecimal(number.number());
    }

    private static boolean matches(MetadataCondition condition, StoredDocument document) {
        if (condition instanceof Compared compared) {
            return matches(compared, document);
        } else if (condition instanceof Contains contains) {
            return contains(contains, document);
        } else if (condition instanceof Present present) {
            return document.attributes().containsKey(present.attribute());
        } else if (condition instanceof AnyOf any) {
            return any.conditions().stream().anyMatch(c -> matches(c, document));
        } else if (condition instanceof AllOf all) {
            return all.conditions().stream().allMatch(c -> matches(c, document));
        }
        return !matches(((Not) condition).condition(), document);
    }

    private static boolean matches(Compared condition, StoredDocument document) {
        Document value = document.attributes().get(condition.attribute());
        if (value == null || value instanceof Document.Text != (condition.value() instanceof Document.Text)) {
            return false;
        }
        int comparison = compare(value, condition.value());
        return switch (condition.comparison()) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
        };
    }

    private static boolean contains(Contains condition, StoredDocument document) {
        Document value = document.attributes().get(condition.attribute());
        return value instanceof Document.Text text
                && contains(
                        alike(text.text(), condition.letters()),
                        alike(condition.part(), condition.letters()),
                        condition.place());
    }

    private static boolean contains(String text, String part, Place place) {
        return switch (place) {
            case BEGIN -> text.startsWith(part);
            case ANYWHERE -> text.contains(part);
            case END -> text.endsWith(part);
        };
    }

    private static String alike(String text, Letters letters) {
        return letters == Letters.EXACT
                ? text
                : text.codePoints()
                        .map(letter -> letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
