// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataCondition;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataQuery.Comparison;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.Verification;
import org.mlops4j.testkit.MemoryMetadataStore.Disk;

/** Metadata stores that are wrong in one way each. */
enum MetadataDefect implements Defect {
    LOSES_UPDATES(
            "noIncrementIsLostUnderConcurrentWriters",
            "twoWritersThatReadBeforeTheyWriteAreSerialized",
            "whateverRunsAtOnceSomeSerialOrderExplainsIt") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    return new UncheckedWrite<T>(this, work).run(changed -> false);
                }
            };
        }
    },
    ISOLATES_SNAPSHOTS_ONLY(
            "twoWritersThatReadBeforeTheyWriteAreSerialized", "whateverRunsAtOnceSomeSerialOrderExplainsIt") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    // The first of two that write the same document wins; what they have read may have changed.
                    return new UncheckedWrite<T>(this, work).run(changed -> changed);
                }
            };
        }
    },
    READS_WHAT_IS_NOT_COMMITTED("readersSeeWholeTransactionsOnly") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                private volatile @Nullable MemoryTransaction running;

                @Override
                MemoryTransaction begin(MemoryState state) {
                    return new MemoryTransaction(state) {
                        @Override
                        public StoredDocument put(
                                String kind, String id, Document body, Map<String, Document> attributes) {
                            StoredDocument stored = super.put(kind, id, body, attributes);
                            LockSupport.parkNanos(50_000);
                            return stored;
                        }
                    };
                }

                @Override
                public <T> T read(Function<? super MetadataReader, T> work) {
                    MemoryTransaction dirty = running;
                    requireOpen();
                    return within(begin(dirty == null ? disk.state : dirty.state()), work);
                }

                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    return super.write(writer -> {
                        running = (MemoryTransaction) writer;
                        try {
                            T result = work.apply(writer);
                            LockSupport.parkNanos(50_000);
                            return result;
                        } finally {
                            running = null;
                        }
                    });
                }
            };
        }
    },
    READS_WHAT_IS_COMMITTED_BY_NOW(
            "aReaderSeesOneStateWhateverIsCommittedMeanwhile", "whateverRunsAtOnceSomeSerialOrderExplainsIt") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T read(Function<? super MetadataReader, T> work) {
                    requireOpen();
                    return within(
                            new MemoryTransaction(disk.state) {
                                @Override
                                public Optional<StoredDocument> find(String kind, String id) {
                                    requireActive();
                                    LockSupport.parkNanos(20_000);
                                    return Optional.ofNullable(
                                            disk.state.documents().get(new DocumentId(kind, id)));
                                }
                            },
                            work);
                }
            };
        }
    },
    KEEPS_WHAT_FAILED(
            "aWriterThatFailsUndoesNothingOfOthers",
            "anExceptionOfTheWorkUndoesEverything",
            "changesAreOneGaplessSequenceUnderConcurrentWriters",
            "evenAnErrorOfTheWorkUndoesEverything",
            "whateverRunsAtOnceSomeSerialOrderExplainsIt") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    lock.lock();
                    try {
                        requireOpen();
                        MemoryTransaction transaction = begin(disk.state);
                        try {
                            return work.apply(transaction);
                        } finally {
                            commit(transaction.state());
                            transaction.end();
                        }
                    } finally {
                        lock.unlock();
                    }
                }
            };
        }
    },
    KEEPS_WHAT_AN_ERROR_INTERRUPTED("evenAnErrorOfTheWorkUndoesEverything") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    Error[] thrown = new Error[1];
                    T result = super.<@Nullable T>write(writer -> {
                        try {
                            return work.apply(writer);
                        } catch (Error e) {
                            thrown[0] = e;
                            return null;
                        }
                    });
                    if (thrown[0] != null) {
                        throw thrown[0];
                    }
                    return result;
                }
            };
        }
    },
    WRAPS_WHAT_THE_WORK_THROWS("anExceptionOfTheWorkUndoesEverything") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    try {
                        return super.write(work);
                    } catch (IllegalArgumentException e) {
                        throw new StorageException("the work failed", e);
                    }
                }
            };
        }
    },
    LOSES_THE_LAST_COMMIT("reopenedItHasEverything", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                private MemoryState before = disk.state;

                @Override
                void commit(MemoryState state) {
                    before = disk.state;
                    super.commit(state);
                }

                @Override
                public void close() {
                    disk.state = before;
                    super.close();
                }
            };
        }
    },
    NUMBERS_WHAT_FAILED_TOO("changesAreOneGaplessSequenceUnderConcurrentWriters") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                private long undone;

                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    try {
                        return super.write(work);
                    } catch (IllegalStateException e) {
                        undone++;
                        throw e;
                    }
                }

                @Override
                MemoryTransaction begin(MemoryState state) {
                    return new MemoryTransaction(state) {
                        @Override
                        void changed(String kind, String id, boolean deleted) {
                            changes.add(new Change(lastChange() + 1 + undone, kind, id, deleted));
                            undone = 0;
                        }
                    };
                }
            };
        }
    },
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
    },
    VERIFIES_NOTHING("aVerificationReadsEveryDocument") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public Verification verify() {
                    requireOpen();
                    return new Verification(0, List.of());
                }
            };
        }
    },
    AWAIT_RETURNS_AT_ONCE("aSlowReaderOfTheChangesMissesAndRepeatsNothing", "awaitWakesEveryoneWhoWaits") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public long await(long after, Duration timeout) throws InterruptedException {
                    return super.await(after, Duration.ZERO);
                }
            };
        }
    },
    AWAIT_COUNTS_NANOSECONDS_ONLY("awaitReturnsAtOnceIfThereIsSomething") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public long await(long after, Duration timeout) throws InterruptedException {
                    return super.await(after, Duration.ofNanos(timeout.toNanos()));
                }
            };
        }
    },
    AWAIT_TELLS_WHAT_IT_SAW_BEFORE("awaitWakesEveryoneWhoWaits") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public long await(long after, Duration timeout) throws InterruptedException {
                    long before = super.await(after, Duration.ZERO);
                    return before > after ? before : Math.min(after, super.await(after, timeout));
                }
            };
        }
    },
    AWAIT_LOOKS_BEHIND_THE_NUMBER("aSlowReaderOfTheChangesMissesAndRepeatsNothing") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public long await(long after, Duration timeout) throws InterruptedException {
                    return super.await(after - 1, timeout);
                }
            };
        }
    },
    AWAIT_IS_DEAF_TO_INTERRUPTS("awaitEndsWhenItsThreadIsInterrupted") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public long await(long after, Duration timeout) throws InterruptedException {
                    boolean interrupted = Thread.interrupted();
                    try {
                        return super.await(after, interrupted ? Duration.ZERO : timeout);
                    } finally {
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }
            };
        }
    },
    AN_INTERRUPTED_THREAD_FAILS("anInterruptedThreadMayStillWrite") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new StorageException("interrupted");
                    }
                    return super.write(work);
                }
            };
        }
    },
    FAILS_IN_ITS_OWN_WAY_WHEN_CLOSED("whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                private volatile boolean gone;

                @Override
                public <T> T write(Function<? super MetadataWriter, T> work) {
                    return super.write(writer -> {
                        LockSupport.parkNanos(20_000);
                        if (gone) {
                            throw new NullPointerException("connection");
                        }
                        return work.apply(writer);
                    });
                }

                @Override
                public void close() {
                    gone = true;
                    LockSupport.parkNanos(500_000);
                    super.close();
                }
            };
        }
    },
    WORKS_ON_AFTER_CLOSE("closedItRefusesEveryCall", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                void requireOpen() {}
            };
        }
    },
    PAGES_BY_PLACE("aPageGoesOnBehindADocumentThatIsGoneOrChanged") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        List<StoredDocument> behind(MetadataQuery query, List<StoredDocument> sorted) {
                            StoredDocument after = query.after();
                            List<String> ids =
                                    sorted.stream().map(StoredDocument::id).toList();
                            return after == null ? sorted : sorted.subList(ids.indexOf(after.id()) + 1, sorted.size());
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    PAGES_BY_OFFSET(
            "aPageGoesOnBehindADocumentThatIsGoneOrChanged",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "insertsBetweenTwoPagesRepeatAndSkipNothing",
            "pagesHaveEveryDocumentThatStaysOnceWhateverComesAndGoes") {
        @Override
        MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                private final Map<String, Integer> offsets = new TreeMap<>();

                @Override
                MemoryTransaction begin(MemoryState state) {
                    return new MemoryTransaction(state) {
                        @Override
                        public List<StoredDocument> query(MetadataQuery query) {
                            requireActive();
                            StoredDocument after = query.after();
                            int offset = after == null ? 0 : offsets.getOrDefault(after.id(), 0);
                            List<StoredDocument> page = new MemoryQuery() {
                                @Override
                                List<StoredDocument> behind(MetadataQuery q, List<StoredDocument> sorted) {
                                    return sorted;
                                }
                            }.run(query.limit(Integer.MAX_VALUE), documents.values()).stream()
                                    .skip(offset)
                                    .limit(query.limit())
                                    .toList();
                            page.forEach(found -> offsets.put(found.id(), offset + page.indexOf(found) + 1));
                            return page;
                        }
                    };
                }
            };
        }
    },
    PAGES_BY_VALUE_ALONE(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "insertsBetweenTwoPagesRepeatAndSkipNothing",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        List<StoredDocument> behind(MetadataQuery query, List<StoredDocument> sorted) {
                            StoredDocument after = query.after();
                            String attribute = query.orderBy();
                            return super.behind(query, sorted).stream()
                                    .filter(d -> after == null
                                            || attribute == null
                                            || !d.attributes().containsKey(attribute)
                                            || !d.attributes()
                                                    .get(attribute)
                                                    .equals(after.attributes().get(attribute)))
                                    .toList();
                        }
                    }.run(query, documents.values());
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
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        int texts(String a, String b) {
                            return a.compareTo(b);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    COMPARES_TEXTS_WITHOUT_CASE(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        int texts(String a, String b) {
                            return String.CASE_INSENSITIVE_ORDER.compare(a, b);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    COMPARES_NUMBERS_AS_DOUBLES(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        int numbers(Document a, Document b) {
                            return Double.compare(a.number() + 0.0, b.number() + 0.0);
                        }
                    }.run(query, documents.values());
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
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        int numbers(Document a, Document b) {
                            int compared = super.numbers(a, b);
                            return compared == 0 && a instanceof Document.Real && b instanceof Document.Real
                                    ? Double.compare(a.number(), b.number())
                                    : compared;
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    IGNORES_ALL_CONDITIONS_BUT_THE_FIRST("anyQueryIsAnsweredAsByAPlainLoop", "conditionsAreJoinedByAnd") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        List<StoredDocument> run(MetadataQuery query, Collection<StoredDocument> documents) {
                            return super.run(
                                    new MetadataQuery(
                                            query.kind(),
                                            query.conditions().stream().limit(1).toList(),
                                            query.orderBy(),
                                            query.descending(),
                                            query.after(),
                                            query.limit()),
                                    documents);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    ABSENT_IS_NOT_EQUAL(
            "anyQueryIsAnsweredAsByAPlainLoop", "comparisonsAreThoseOfTheContract", "conditionsAreJoinedByAnd") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        boolean compares(MetadataCondition.Compared condition, StoredDocument document) {
                            return (condition.comparison() == Comparison.NOT_EQUAL
                                            && !document.attributes().containsKey(condition.attribute()))
                                    || super.compares(condition, document);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    THE_OPPOSITE_OF_UNKNOWN_IS_UNKNOWN(
            "anyQueryIsAnsweredAsByAPlainLoop", "theOppositeOfAConditionHoldsWhereItDoesNot") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        boolean matches(MetadataCondition condition, StoredDocument document) {
                            return !(condition instanceof MetadataCondition.Not not
                                            && not.condition() instanceof MetadataCondition.Compared compared
                                            && !document.attributes().containsKey(compared.attribute()))
                                    && super.matches(condition, document);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    LOOKS_AT_A_HUNDRED_ALTERNATIVES("aTreeMayBeWideAndDeep") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        boolean matches(MetadataCondition condition, StoredDocument document) {
                            return condition instanceof MetadataCondition.AnyOf any
                                    ? any.conditions().stream().limit(100).anyMatch(c -> matches(c, document))
                                    : super.matches(condition, document);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    IGNORES_THE_DIRECTION(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "numbersComeBeforeTextsAndDocumentsWithoutTheAttributeLast",
            "pagesTogetherAreTheWhole") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        Comparator<StoredDocument> order(MetadataQuery query) {
                            return super.order(new MetadataQuery(
                                    query.kind(), List.of(), query.orderBy(), false, query.after(), query.limit()));
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    READS_CONDITIONS_AS_CODE(
            "anyQueryIsAnsweredAsByAPlainLoop",
            "comparisonsAreThoseOfTheContract",
            "hostileTextsAreValuesAndNothingElse") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        boolean compares(MetadataCondition.Compared condition, StoredDocument document) {
                            return (condition.value() instanceof Document.Text text
                                            && text.text().contains("' or '1'='1"))
                                    || super.compares(condition, document);
                        }
                    }.run(query, documents.values());
                }
            };
        }
    },
    QUERIES_ALL_KINDS("kindsAreApart") {
        @Override
        MemoryTransaction transaction(MemoryState state) {
            return new MemoryTransaction(state) {
                @Override
                public List<StoredDocument> query(MetadataQuery query) {
                    requireActive();
                    return new MemoryQuery() {
                        @Override
                        List<StoredDocument> run(MetadataQuery query, Collection<StoredDocument> documents) {
                            return documents.stream().map(StoredDocument::kind).distinct().toList().stream()
                                    .flatMap(kind -> super.run(
                                            new MetadataQuery(
                                                    kind,
                                                    query.conditions(),
                                                    query.orderBy(),
                                                    query.descending(),
                                                    query.after(),
                                                    query.limit()),
                                            documents)
                                            .stream())
                                    .toList();
                        }
                    }.run(query, documents.values());
                }
            };
        }
    };

    private final String noticedBy;

    MetadataDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    /** {@return the wrong store} Most are wrong in their transactions only. */
    MetadataStore open(Disk disk) {
        return new MemoryMetadataStore(disk) {
            @Override
            MemoryTransaction begin(MemoryState state) {
                return transaction(state);
            }
        };
    }

    MemoryTransaction transaction(MemoryState state) {
        return new MemoryTransaction(state);
    }

    @Override
    public List<Class<?>> contracts() {
        return List.of(Contract.class, QueryContract.class);
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }

    /** The contract on a broken store. */
    @ExtendWith(ChosenDefect.class)
    static final class Contract extends MetadataStoreContract {

        private final MetadataDefect defect;
        private final Disk disk = new Disk();

        Contract(MetadataDefect defect) {
            this.defect = defect;
        }

        @Override
        protected MetadataStore open(Path scratch) {
            return defect.open(disk);
        }
    }

    /** The contract of queries on a broken store. */
    @ExtendWith(ChosenDefect.class)
    static final class QueryContract extends MetadataQueryContract {

        private final MetadataDefect defect;
        private final Disk disk = new Disk();

        QueryContract(MetadataDefect defect) {
            this.defect = defect;
        }

        @Override
        protected MetadataStore open(Path scratch) {
            return defect.open(disk);
        }
    }
}
