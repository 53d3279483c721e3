// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.testkit.MemoryMetadataStore.Disk;

/** Metadata stores whose transactions are wrong in one way each. */
enum MetadataTransactionDefect implements MetadataStoreDefect {
    HAS_CHANGES_IN_THE_ORDER_OF_IDS(
            "changesAreOneGaplessSequenceUnderConcurrentWriters",
            "changesComeInPages",
            "idsThatDifferInOneCharacterAreApart") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<Change> changes(long after, int limit) {
                    return super.changes(after, Integer.MAX_VALUE).stream()
                            .sorted(Comparator.comparing(Change::id))
                            .limit(limit)
                            .toList();
                }
            };
        }
    },
    A_CHANGE_IS_A_DOCUMENT_NOT_A_PUT(
            "aSlowReaderOfTheChangesMissesAndRepeatsNothing",
            "aWriterThatFailsUndoesNothingOfOthers",
            "changesAreOneGaplessSequenceUnderConcurrentWriters",
            "reopenedItHasEverything") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                void changed(String kind, String id, boolean deleted) {
                    if (changes.stream()
                            .noneMatch(c -> c.id().equals(id) && c.kind().equals(kind) && c.deleted() == deleted)) {
                        super.changed(kind, id, deleted);
                    }
                }
            };
        }
    },
    DELETES_ARE_NO_CHANGES(
            "aTransactionReadsItsOwnWrites",
            "changesAreOneGaplessSequenceUnderConcurrentWriters",
            "changesComeInPages",
            "reopenedItHasEverything") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                void changed(String kind, String id, boolean deleted) {
                    if (!deleted) {
                        super.changed(kind, id, false);
                    }
                }
            };
        }
    },
    SELECTS_ALL_ATTRIBUTES("whatIsSelectedIsWhatTheDocumentsHave") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredAttributes> select(MetadataQuery query, Set<String> names) {
                    return query(query).stream().map(StoredAttributes::of).toList();
                }
            };
        }
    },
    CHANGES_IGNORE_THE_LIMIT("aSlowReaderOfTheChangesMissesAndRepeatsNothing", "changesComeInPages") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<Change> changes(long after, int limit) {
                    return super.changes(after, Integer.MAX_VALUE);
                }
            };
        }
    },
    CHANGES_BEGIN_AT_THE_NUMBER(
            "aSlowReaderOfTheChangesMissesAndRepeatsNothing", "aTransactionReadsItsOwnWrites", "changesComeInPages") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<Change> changes(long after, int limit) {
                    return super.changes(after - 1, limit);
                }
            };
        }
    },
    VERSIONS_BEGIN_ANEW_AFTER_A_DELETE("reopenedItHasEverything", "versionsCountThePutsAndAreNeverUsedAgain") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public boolean delete(String kind, String id) {
                    versions.remove(new DocumentId(kind, id));
                    return super.delete(kind, id);
                }
            };
        }
    },
    TELLS_THE_VERSION_OF_WHAT_IS_DELETED("aTransactionReadsItsOwnWrites", "versionsCountThePutsAndAreNeverUsedAgain") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public long version(String kind, String id) {
                    return versions.getOrDefault(new DocumentId(kind, id), 0L);
                }
            };
        }
    },
    SEES_NOTHING_OF_ITS_OWN("aTransactionReadsItsOwnWrites") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery().run(query, state.documents().values());
                }
            };
        }
    },
    MERGES_ATTRIBUTES("aPutReplacesAllAttributes") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    Map<String, Document> merged = new TreeMap<>(
                            find(kind, id).map(StoredDocument::attributes).orElse(new TreeMap<>()));
                    merged.putAll(attributes);
                    return super.put(kind, id, body, merged);
                }
            };
        }
    },
    LOSES_NAN("aDocumentIsFoundAsItWasPut") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    return super.put(
                            kind,
                            id,
                            body instanceof Document.Fields object ? object.without("nan") : body,
                            attributes);
                }
            };
        }
    },
    FOLDS_THE_ZEROS("aDocumentIsFoundAsItWasPut") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    Map<String, Document> folded = new TreeMap<>(attributes);
                    folded.replaceAll((name, value) -> value.equals(Document.of(-0.0)) ? Document.of(0.0) : value);
                    return super.put(kind, id, body, folded);
                }
            };
        }
    },
    REFUSES_LARGE_DOCUMENTS("aDocumentOfFourMebibytesIsAccepted") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    if (body instanceof Document.Text text && text.text().length() > 1 << 20) {
                        throw new InvalidException("the document is too large");
                    }
                    return super.put(kind, id, body, attributes);
                }
            };
        }
    },
    CUTS_LONG_ATTRIBUTES("attributesMayBeLongAndManyAndAreTextsOrNumbers") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    Map<String, Document> cut = new TreeMap<>(attributes);
                    cut.replaceAll((name, value) ->
                            value instanceof Document.Text text && text.text().length() > 255
                                    ? Document.of(text.text().substring(0, 255))
                                    : value);
                    return super.put(kind, id, body, cut);
                }
            };
        }
    },
    IGNORES_CASE("idsThatDifferInOneCharacterAreApart") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    return super.put(kind, id.toLowerCase(Locale.ROOT), body, attributes);
                }

                @Override
                public Optional<StoredDocument> find(String kind, String id) {
                    return super.find(kind, id.toLowerCase(Locale.ROOT));
                }

                @Override
                public boolean delete(String kind, String id) {
                    return super.delete(kind, id.toLowerCase(Locale.ROOT));
                }
            };
        }
    },
    TRIMS_IDS("idsThatDifferInOneCharacterAreApart") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    return super.put(kind, id.isBlank() ? id : id.strip(), body, attributes);
                }

                @Override
                public Optional<StoredDocument> find(String kind, String id) {
                    return super.find(kind, id.isBlank() ? id : id.strip());
                }

                @Override
                public boolean delete(String kind, String id) {
                    return super.delete(kind, id.isBlank() ? id : id.strip());
                }
            };
        }
    },
    CUTS_LONG_IDS("idsThatDifferInOneCharacterAreApart") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    return super.put(
                            kind,
                            id.length() > 255 && id.length() <= 1_000 ? id.substring(0, 255) : id,
                            body,
                            attributes);
                }

                @Override
                public Optional<StoredDocument> find(String kind, String id) {
                    return super.find(kind, id.length() > 255 && id.length() <= 1_000 ? id.substring(0, 255) : id);
                }

                @Override
                public boolean delete(String kind, String id) {
                    return super.delete(kind, id.length() > 255 && id.length() <= 1_000 ? id.substring(0, 255) : id);
                }
            };
        }
    },
    ACCEPTS_ANY_ID("idsOfAThousandCharactersAreAcceptedAndOthersRefused") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    return super.put(
                            kind,
                            id.isEmpty() || id.length() > 1_000 || id.chars().anyMatch(Character::isISOControl)
                                    ? "x"
                                    : id,
                            body,
                            attributes);
                }

                @Override
                public Optional<StoredDocument> find(String kind, String id) {
                    return super.find(
                            kind,
                            id.isEmpty() || id.length() > 1_000 || id.chars().anyMatch(Character::isISOControl)
                                    ? "x"
                                    : id);
                }

                @Override
                public boolean delete(String kind, String id) {
                    return super.delete(
                            kind,
                            id.isEmpty() || id.length() > 1_000 || id.chars().anyMatch(Character::isISOControl)
                                    ? "x"
                                    : id);
                }
            };
        }
    },
    HAS_ONE_KIND_FOR_FINDING("whatWasNotPutIsNotFound") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public Optional<StoredDocument> find(String kind, String id) {
                    Optional<StoredDocument> found = super.find(kind, id);
                    return found.isPresent() || kind.equals("run")
                            ? found
                            : documents.values().stream()
                                    .filter(d -> d.id().equals(id))
                                    .findFirst();
                }
            };
        }
    },
    REMEMBERS_EMPTY_KINDS("kindsAreThoseOfTheDocumentsThatAreThere") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<String> kinds() {
                    requireActive();
                    return versions.keySet().stream()
                            .map(DocumentId::kind)
                            .distinct()
                            .sorted()
                            .toList();
                }
            };
        }
    },
    A_NEW_STORE_HAS_NO_NUMBER("aStoreWithoutDocumentsHasNoChange") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public long lastChange() {
                    return changes.isEmpty() ? -1 : super.lastChange();
                }

                @Override
                void changed(String kind, String id, boolean deleted) {
                    changes.add(new Change(changes.size() + 1, kind, id, deleted));
                }
            };
        }
    },
    TAKES_ANY_ATTRIBUTE("attributesMayBeLongAndManyAndAreTextsOrNumbers") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public StoredDocument put(String kind, String id, Document body, Map<String, Document> attributes) {
                    Map<String, Document> texts = new TreeMap<>(attributes);
                    texts.replaceAll((name, value) -> value instanceof Document.Bool ? Document.of("true") : value);
                    return super.put(kind, id, body, texts);
                }
            };
        }
    },
    TRANSACTIONS_NEVER_END("readersAndWritersAreOfNoUseAfterTheirCall") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                void end() {}
            };
        }
    };

    private final String noticedBy;

    MetadataTransactionDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    /** {@return the wrong transaction} */
    abstract MemoryTransaction transaction(MemoryState state);

    @Override
    public MetadataStore open(Disk disk) {
        return new MemoryMetadataStore(disk) {
            @Override
            MemoryTransaction begin(MemoryState state) {
                return transaction(state);
            }
        };
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }
}
