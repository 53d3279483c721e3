// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.testkit.MemoryMetadataStore.Disk;

/** Metadata stores that answer queries wrongly, in one way each. */
enum MetadataQueryDefect implements MetadataStoreDefect {
    PAGES_BY_PLACE("aPageGoesOnBehindADocumentThatIsGoneOrChanged") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                List<StoredDocument> behind(MetadataQuery query, List<StoredDocument> sorted) {
                    StoredAttributes after = query.after();
                    List<String> ids = sorted.stream().map(StoredDocument::id).toList();
                    return after == null ? sorted : sorted.subList(ids.indexOf(after.id()) + 1, sorted.size());
                }
            };
        }
    },
    PAGES_BY_VALUE_ALONE(
            "aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "insertsBetweenTwoPagesRepeatAndSkipNothing",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                List<StoredDocument> behind(MetadataQuery query, List<StoredDocument> sorted) {
                    StoredAttributes after = query.after();
                    return super.behind(query, sorted).stream()
                            .filter(d -> after == null
                                    || query.order().stream()
                                            .map(MetadataQuery.Sort::attribute)
                                            .filter(name -> d.attributes().containsKey(name))
                                            .findFirst()
                                            .filter(name -> d.attributes()
                                                    .get(name)
                                                    .equals(after.attributes().get(name)))
                                            .isEmpty())
                            .toList();
                }
            };
        }
    },
    COMPARES_TEXTS_BY_UTF16(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                int texts(String a, String b) {
                    return a.compareTo(b);
                }
            };
        }
    },
    COMPARES_TEXTS_WITHOUT_CASE(
            "aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                int texts(String a, String b) {
                    return String.CASE_INSENSITIVE_ORDER.compare(a, b);
                }
            };
        }
    },
    COMPARES_NUMBERS_AS_DOUBLES(
            "aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                int numbers(Document a, Document b) {
                    return Double.compare(a.number() + 0.0, b.number() + 0.0);
                }
            };
        }
    },
    ORDERS_THE_ZEROS(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                int numbers(Document a, Document b) {
                    int compared = super.numbers(a, b);
                    return compared == 0 && a instanceof Document.Real && b instanceof Document.Real
                            ? Double.compare(a.number(), b.number())
                            : compared;
                }
            };
        }
    },
    IGNORES_ALL_CONDITIONS_BUT_THE_FIRST("anyQueryIsAnsweredAsByAPlainLoop", "conditionsAreJoinedByAnd") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                List<StoredDocument> run(MetadataQuery query, Collection<StoredDocument> documents) {
                    return super.run(
                            new MetadataQuery(
                                    query.kind(),
                                    query.conditions().stream().limit(1).toList(),
                                    query.order(),
                                    query.after(),
                                    query.limit()),
                            documents);
                }
            };
        }
    },
    ABSENT_IS_NOT_EQUAL(
            "anyQueryIsAnsweredAsByAPlainLoop", "comparisonsAreThoseOfTheContract", "conditionsAreJoinedByAnd") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                boolean compares(MetadataCondition.Compared condition, StoredDocument document) {
                    return (condition.comparison() == Comparison.NOT_EQUAL
                                    && !document.attributes().containsKey(condition.attribute()))
                            || super.compares(condition, document);
                }
            };
        }
    },
    FOLDS_THE_CASES_OF_ALL_LETTERS("aPartOfATextIsFoundByTheLettersOfTheContract") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                String alike(String text, MetadataCondition.Letters letters) {
                    return letters == MetadataCondition.Letters.EXACT ? text : text.toLowerCase(Locale.ROOT);
                }
            };
        }
    },
    FINDS_BEGINS_AND_ENDS_ANYWHERE("aPartOfATextIsFoundByTheLettersOfTheContract", "anyQueryIsAnsweredAsByAPlainLoop") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                boolean contains(String text, String part, MetadataCondition.Place place) {
                    return text.contains(part);
                }
            };
        }
    },
    LOOKS_FOR_PARTS_IN_NUMBERS("aPartOfATextIsFoundByTheLettersOfTheContract", "anyQueryIsAnsweredAsByAPlainLoop") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                boolean contains(MetadataCondition.Contains condition, StoredDocument document) {
                    Document value = document.attributes().get(condition.attribute());
                    return value instanceof Document.Whole whole
                            ? Long.toString(whole.whole()).contains(condition.part())
                            : super.contains(condition, document);
                }
            };
        }
    },
    THE_OPPOSITE_OF_UNKNOWN_IS_UNKNOWN(
            "anyQueryIsAnsweredAsByAPlainLoop", "theOppositeOfAConditionHoldsWhereItDoesNot") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                boolean matches(MetadataCondition condition, StoredDocument document) {
                    return !(condition instanceof MetadataCondition.Not not
                                    && not.condition() instanceof MetadataCondition.Compared compared
                                    && !document.attributes().containsKey(compared.attribute()))
                            && super.matches(condition, document);
                }
            };
        }
    },
    LOOKS_AT_A_HUNDRED_ALTERNATIVES("aTreeMayBeWideAndDeep") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                boolean matches(MetadataCondition condition, StoredDocument document) {
                    return condition instanceof MetadataCondition.AnyOf any
                            ? any.conditions().stream().limit(100).anyMatch(c -> matches(c, document))
                            : super.matches(condition, document);
                }
            };
        }
    },
    ORDERS_BY_THE_FIRST_ATTRIBUTE_ALONE(
            "aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "pagesTogetherAreTheWhole",
            "whatOneSortLeavesEqualTheNextOneOrders") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                Comparator<StoredAttributes> order(MetadataQuery query) {
                    return super.order(
                            ordered(query, query.order().stream().limit(1).toList()));
                }
            };
        }
    },
    ALL_ATTRIBUTES_IN_THE_DIRECTION_OF_THE_FIRST(
            "aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "pagesTogetherAreTheWhole",
            "whatOneSortLeavesEqualTheNextOneOrders") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                Comparator<StoredAttributes> order(MetadataQuery query) {
                    return super.order(ordered(
                            query,
                            query.order().stream()
                                    .map(sort -> new MetadataQuery.Sort(
                                            sort.attribute(),
                                            query.order().get(0).descending()))
                                    .toList()));
                }
            };
        }
    },
    IGNORES_THE_DIRECTION(
            "aSelectedPageGoesOnBehindWhatIsKnownOfTheLastDocument",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole",
            "whatOneSortLeavesEqualTheNextOneOrders") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                Comparator<StoredAttributes> order(MetadataQuery query) {
                    return super.order(ordered(
                            query,
                            query.order().stream()
                                    .map(sort -> new MetadataQuery.Sort(sort.attribute(), false))
                                    .toList()));
                }
            };
        }
    },
    READS_CONDITIONS_AS_CODE(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "hostileTextsAreValuesAndNothingElse") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                boolean compares(MetadataCondition.Compared condition, StoredDocument document) {
                    return (condition.value() instanceof Document.Text text
                                    && text.text().contains("' or '1'='1"))
                            || super.compares(condition, document);
                }
            };
        }
    },
    QUERIES_ALL_KINDS("kindsAreApart") {
        @Override
        MemoryQuery query() {
            return new MemoryQuery() {
                @Override
                List<StoredDocument> run(MetadataQuery query, Collection<StoredDocument> documents) {
                    return documents.stream().map(StoredDocument::kind).distinct().toList().stream()
                            .flatMap(kind -> super.run(
                                    new MetadataQuery(
                                            kind, query.conditions(), query.order(), query.after(), query.limit()),
                                    documents)
                                    .stream())
                            .toList();
                }
            };
        }
    };

    private final String noticedBy;

    MetadataQueryDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    private static MetadataQuery ordered(MetadataQuery query, List<MetadataQuery.Sort> order) {
        return new MetadataQuery(query.kind(), List.of(), order, query.after(), query.limit());
    }

    /** {@return the wrong answers} */
    abstract MemoryQuery query();

    @Override
    public MetadataStore open(Disk disk) {
        return new MemoryMetadataStore(disk) {
            @Override
            MemoryTransaction begin(MemoryState state) {
                return new MemoryTransaction(state) {
                    @Override
                    MemoryQuery answers() {
                        return MetadataQueryDefect.this.query();
                    }
                };
            }
        };
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }
}
