// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataCondition.Contains;
import org.mlops4j.spi.MetadataCondition.Place;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;

/** How every {@link MetadataStore} must answer queries, proved against a plain loop over the documents. */
public abstract class MetadataQueryContract {

    /** In the order of the contract. Whole and real numbers of one value are neighbours that the id orders. */
    private static final List<Document> VALUES = List.of(
            Document.of(-Double.MAX_VALUE),
            Document.of(Long.MIN_VALUE),
            Document.of(-1.5),
            Document.of(-0.0),
            Document.of(0),
            Document.of(0.0),
            Document.of(Double.MIN_VALUE),
            Document.of(1.0),
            Document.of(1),
            Document.of(9007199254740993L),
            Document.of(9007199254740994.0),
            Document.of(Long.MAX_VALUE),
            Document.of(9.3e18),
            Document.of(Long.MAX_VALUE - 1),
            Document.of(Long.MIN_VALUE),
            Document.of(-9007199254740993L),
            Document.of(0x1p63),
            Document.of(-0.0),
            Document.of(Double.MIN_VALUE),
            Document.of(Double.NEGATIVE_INFINITY),
            Document.of(Double.POSITIVE_INFINITY),
            Document.of(Double.NaN),
            Document.of(""),
            Document.of("-1"),
            Document.of("1"),
            Document.of("10"),
            Document.of("2"),
            Document.of("A"),
            Document.of("NaN"),
            Document.of("a"),
            Document.of("a "),
            Document.of("b' or '1'='1"),
            Document.of("\u0000B"),
            Document.of("\\303\\274"),
            Document.of("ü"),
            Document.of("Ü"),
            Document.of("\u212A"),
            Document.of("\uFF5E"),
            Document.of("\uD83D\uDE00"));

    @TempDir
    private Path scratch;

    private MetadataStore store;

    /** For subclasses. */
    protected MetadataQueryContract() {}

    /** {@return an empty store under a directory} */
    protected abstract MetadataStore open(Path scratch);

    @BeforeEach
    final void openTheStore() {
        store = open(scratch);
    }

    @AfterEach
    final void closeTheStore() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void comparisonsAreThoseOfTheContract(Comparison comparison) {
        List<StoredDocument> all = putAllValues();
        for (Document value : VALUES) {
            MetadataQuery query = MetadataQuery.of("run").where("v", comparison, value);
            assertThat(ids(query)).as("v %s %s", comparison, value).isEqualTo(PlainQuery.ids(query, all));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast(boolean descending) {
        List<StoredDocument> all = putAllValues();
        MetadataQuery query = descending
                ? MetadataQuery.of("run").descending("v")
                : MetadataQuery.of("run").ascending("v");
        assertThat(ids(query)).isEqualTo(PlainQuery.ids(query, all)).hasSize(all.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void pagesTogetherAreTheWhole(int size) {
        List<StoredDocument> all = putAllValues();
        for (MetadataQuery whole : List.of(
                MetadataQuery.of("run"),
                MetadataQuery.of("run").ascending("v"),
                MetadataQuery.of("run").descending("v"),
                MetadataQuery.of("run").ascending("absent"),
                MetadataQuery.of("run").descending("half").ascending("v"),
                MetadataQuery.of("run").ascending("half").descending("third").descending("v"),
                MetadataQuery.of("run").ascending("third").descending("half"),
                MetadataQuery.of("run").descending("absent").ascending("third").ascending("half"),
                MetadataQuery.of("run").descending("v").where("n", Comparison.LESS, Document.of(20)))) {
            List<String> paged = new ArrayList<>();
            MetadataQuery page = whole.limit(size);
            for (List<StoredDocument> found = query(page); !found.isEmpty(); found = query(page)) {
                assertThat(found).hasSizeLessThanOrEqualTo(size);
                found.forEach(document -> paged.add(document.id()));
                page = page.after(found.get(found.size() - 1));
            }
            assertThat(paged).as("%s", whole).isEqualTo(PlainQuery.ids(whole.limit(1_000), all));
        }
    }

    @Test
    void aPageGoesOnBehindADocumentThatIsGoneOrChanged() {
        putAllValues();
        MetadataQuery query = MetadataQuery.of("run").ascending("v").limit(5);
        List<StoredDocument> first = query(query);
        StoredDocument last = first.get(4);
        List<String> second = ids(query.after(last));
        store.write(w -> w.delete("run", last.id()));
        assertThat(ids(query.after(last))).isEqualTo(second);
        store.write(w -> w.put("run", last.id(), Document.of(1), Map.of("v", Document.of("zzz"))));
        assertThat(ids(query.after(last))).isEqualTo(second);
    }

    @Test
    void insertsBetweenTwoPagesRepeatAndSkipNothing() {
        put("b", Map.of("v", Document.of(2)));
        put("d", Map.of("v", Document.of(4)));
        put("f", Map.of("v", Document.of(6)));
        MetadataQuery query = MetadataQuery.of("run").ascending("v").limit(2);
        List<StoredDocument> first = query(query);
        put("a", Map.of("v", Document.of(1)));
        put("e", Map.of("v", Document.of(5)));
        put("d2", Map.of("v", Document.of(4)));
        assertThat(ids(query.after(first.get(1)))).containsExactly("d2", "e");
    }

    @Test
    void whatOneSortLeavesEqualTheNextOneOrders() {
        put("1", Map.of("a", Document.of("x"), "b", Document.of(1), "c", Document.of(1)));
        put("2", Map.of("a", Document.of("x"), "b", Document.of(2)));
        put("3", Map.of("a", Document.of("y"), "b", Document.of(1)));
        put("4", Map.of("a", Document.of("x"), "b", Document.of(1), "c", Document.of(2)));
        put("5", Map.of("b", Document.of(9)));
        put("6", Map.of("a", Document.of("x")));
        put("7", Map.of("a", Document.of("x"), "b", Document.of(1), "c", Document.of(2)));
        MetadataQuery query = MetadataQuery.of("run").descending("a").ascending("b");
        assertThat(ids(query.descending("c"))).containsExactly("3", "7", "4", "1", "2", "6", "5");
        assertThat(ids(query.ascending("c"))).containsExactly("3", "1", "4", "7", "2", "6", "5");
        assertThat(ids(query)).containsExactly("3", "1", "4", "7", "2", "6", "5");
        assertThat(ids(query.where("b", Comparison.AT_MOST, Document.of(1)).descending("c")))
                .containsExactly("3", "7", "4", "1");
        assertThat(ids(MetadataQuery.of("run").descending("a").descending("b").ascending("b")))
                .containsExactly("3", "2", "1", "4", "7", "6", "5");
    }

    @Test
    void conditionsAreJoinedByAnd() {
        put("1", Map.of("a", Document.of("x"), "b", Document.of(1)));
        put("2", Map.of("a", Document.of("x"), "b", Document.of(2)));
        put("3", Map.of("a", Document.of("y"), "b", Document.of(2)));
        put("4", Map.of("b", Document.of(2)));
        MetadataQuery query =
                MetadataQuery.of("run").whereEqual("a", "x").where("b", Comparison.AT_LEAST, Document.of(2));
        assertThat(ids(query)).containsExactly("2");
        assertThat(ids(MetadataQuery.of("run").where("a", Comparison.NOT_EQUAL, Document.of("x"))))
                .containsExactly("3");
        assertThat(ids(query.whereEqual("c", "x"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPartOfATextIsFoundByTheLettersOfTheContract(MetadataCondition.Letters letters) {
        List<StoredDocument> all = putAllValues();
        for (String part : List.of(
                "", "a", "A", "b", "B' OR", "1", "='1", "\u0000", "\u0000b", "274", "\\2", "ü", "Ü", "k", "K", "%", "_",
                "\u0002", "\u0002a")) {
            for (Place place : Place.values()) {
                MetadataCondition contains = new Contains("v", part, place, letters);
                for (MetadataCondition condition : List.of(
                        contains,
                        contains.negated(),
                        new MetadataCondition.AnyOf(List.of(
                                contains,
                                new Contains("v", "aN", Place.ANYWHERE, letters),
                                MetadataCondition.of("n", Comparison.LESS, Document.of(2)))))) {
                    MetadataQuery query = MetadataQuery.of("run").where(condition);
                    assertThat(ids(query)).as("%s", query).isEqualTo(PlainQuery.ids(query, all));
                }
            }
        }
    }

    @Test
    void theOppositeOfAConditionHoldsWhereItDoesNot() {
        put("1", Map.of("a", Document.of(1)));
        put("2", Map.of("a", Document.of(2)));
        put("3", Map.of("b", Document.of(1)));
        MetadataCondition one = MetadataCondition.of("a", Comparison.EQUAL, Document.of(1));
        assertThat(ids(MetadataQuery.of("run").where(one))).containsExactly("1");
        assertThat(ids(MetadataQuery.of("run").where(one.negated()))).containsExactly("2", "3");
        assertThat(ids(MetadataQuery.of("run").where(one.negated().negated()))).containsExactly("1");
        assertThat(ids(MetadataQuery.of("run").where(new MetadataCondition.Present("a").negated())))
                .containsExactly("3");
    }

    @Test
    void aTreeMayBeWideAndDeep() {
        put("1", Map.of("a", Document.of(499)));
        put("2", Map.of("a", Document.of(500)));
        List<MetadataCondition> many = IntStream.range(0, 500)
                .mapToObj(i -> MetadataCondition.of("a", Comparison.EQUAL, Document.of(i)))
                .toList();
        assertThat(ids(MetadataQuery.of("run").where(new MetadataCondition.AnyOf(many))))
                .containsExactly("1");
        MetadataCondition deep = many.get(499);
        for (int i = 0; i < 48; i++) {
            deep = new MetadataCondition.AllOf(List.of(deep.negated()));
        }
        assertThat(ids(MetadataQuery.of("run").where(deep).ascending("a"))).containsExactly("1");
    }

    @Test
    void aPutReplacesAllAttributes() {
        put("1", Map.of("a", Document.of("x"), "b", Document.of(1)));
        put("1", Map.of("a", Document.of("y")));
        assertThat(ids(MetadataQuery.of("run").whereEqual("a", "x"))).isEmpty();
        assertThat(ids(MetadataQuery.of("run").where("b", Comparison.EQUAL, Document.of(1))))
                .isEmpty();
        assertThat(ids(MetadataQuery.of("run").whereEqual("a", "y"))).containsExactly("1");
        store.write(w -> w.delete("run", "1"));
        assertThat(ids(MetadataQuery.of("run").whereEqual("a", "y"))).isEmpty();
        put("1", Map.of());
        assertThat(ids(MetadataQuery.of("run").whereEqual("a", "y"))).isEmpty();
    }

    @Test
    void kindsAreApart() {
        put("1", Map.of("a", Document.of("x")));
        store.write(w -> w.put("other", "2", Document.of(1), Map.of("a", Document.of("x"))));
        assertThat(ids(MetadataQuery.of("run").whereEqual("a", "x"))).containsExactly("1");
        assertThat(ids(MetadataQuery.of("other").ascending("a"))).containsExactly("2");
        assertThat(ids(MetadataQuery.of("third"))).isEmpty();
    }

    @Test
    void hostileTextsAreValuesAndNothingElse() {
        String hostile = "'; drop table documents; --";
        put("1", Map.of(hostile, Document.of(hostile)));
        assertThat(ids(MetadataQuery.of("run").whereEqual(hostile, hostile).ascending(hostile)))
                .containsExactly("1");
        assertThat(ids(MetadataQuery.of("run").whereEqual("a", "x' or '1'='1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyQueryIsAnsweredAsByAPlainLoop(long seed) {
        Random random = new Random(seed);
        List<StoredDocument> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Map<String, Document> attributes = new TreeMap<>();
            for (String name : List.of("p", "q", "r")) {
                if (random.nextInt(4) > 0) {
                    attributes.put(name, VALUES.get(random.nextInt(VALUES.size())));
                }
            }
            all.add(put("id" + i * 7_919 % 100_003, attributes));
        }
        Collections.shuffle(all, random);
        for (int i = 0; i < 300; i++) {
            MetadataQuery query = PlainQuery.random(random, VALUES, all);
            assertThat(ids(query)).as("seed %s, %s", seed, query).isEqualTo(PlainQuery.ids(query, all));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatIsSelectedIsWhatTheDocumentsHave(long seed) {
        Random random = new Random(seed);
        List<StoredDocument> all = putAllValues();
        List<Set<String>> selections = List.of(
                Set.of(), Set.of("v"), Set.of("absent"), Set.of("n", "v", "absent"), Set.of("half", "third", "v", "n"));
        for (int i = 0; i < 100; i++) {
            MetadataQuery query = PlainQuery.random(random, VALUES, all).ascending(i % 2 == 0 ? "half" : "absent");
            for (Set<String> names : selections) {
                assertThat(store.<List<StoredAttributes>>read(reader -> reader.select(query, names)))
                        .as("seed %s, %s of %s", seed, names, query)
                        .isEqualTo(query(query).stream()
                                .map(document -> StoredAttributes.of(document, names))
                                .toList());
            }
        }
    }

    @Test
    void aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument() {
        List<StoredDocument> all = putAllValues();
        MetadataQuery whole = MetadataQuery.of("run").descending("half").ascending("v");
        List<String> paged = new ArrayList<>();
        MetadataQuery page = whole.limit(3);
        for (List<StoredAttributes> found = select(page); !found.isEmpty(); found = select(page)) {
            found.forEach(some -> paged.add(some.id()));
            page = page.after(found.get(found.size() - 1));
        }
        assertThat(paged).isEqualTo(PlainQuery.ids(whole, all));
    }

    private List<StoredAttributes> select(MetadataQuery query) {
        return store.read(reader -> reader.select(query, Set.of("half", "v")));
    }

    private List<StoredDocument> putAllValues() {
        List<StoredDocument> all = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
            // The ids run against the values, so that an order by id alone is noticed.
            String id = "id%03d".formatted((i * 17 + 5) % 1_000);
            Map<String, Document> attributes = new TreeMap<>(Map.of("v", VALUES.get(i), "n", Document.of(i)));
            // Few values, so that the next attribute decides, and it may be missing.
            if (i % 5 > 0) {
                attributes.put("half", Document.of(i % 2));
            }
            if (i % 7 > 0) {
                attributes.put("third", Document.of("t" + i % 3));
            }
            all.add(put(id, attributes));
        }
        all.add(put("id0", Map.of("n", Document.of(3))));
        all.add(put("id9", Map.of()));
        all.sort(Comparator.comparing(StoredDocument::id));
        return all;
    }

    private StoredDocument put(String id, Map<String, Document> attributes) {
        return store.write(w -> w.put("run", id, Document.of(1), attributes));
    }

    private List<StoredDocument> query(MetadataQuery query) {
        return store.read(r -> r.query(query));
    }

    private List<String> ids(MetadataQuery query) {
        return query(query).stream().map(StoredDocument::id).toList();
    }
}
