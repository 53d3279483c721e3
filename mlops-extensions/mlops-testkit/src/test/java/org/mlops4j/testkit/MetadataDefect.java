// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredAttributes;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.storage.Verification;
import org.mlops4j.testkit.MemoryMetadataStore.Disk;

/** Metadata stores that begin, end, wait or close wrongly, in one way each. */
enum MetadataDefect implements MetadataStoreDefect {
    LOSES_UPDATES(
            "noIncrementIsLostUnderConcurrentWriters",
            "twoWritersThatReadBeforeTheyWriteAreSerialized",
            "whateverRunsAtOnceSomeSerialOrderExplainsIt") {
        @Override
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
    VERIFIES_NOTHING("aVerificationReadsEveryDocument") {
        @Override
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
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
        public MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                @Override
                void requireOpen() {}
            };
        }
    },
    PAGES_BY_OFFSET(
            "aPageGoesOnBehindADocumentThatIsGoneOrChanged",
            "anyQueryIsAnsweredAsByAPlainLoop",
            "insertsBetweenTwoPagesRepeatAndSkipNothing",
            "pagesHaveEveryDocumentThatStaysOnceWhateverComesAndGoes",
            "whatIsSelectedIsWhatTheDocumentsHave") {
        @Override
        public MetadataStore open(Disk disk) {
            return new MemoryMetadataStore(disk) {
                private final Map<String, Integer> offsets = new TreeMap<>();

                @Override
                MemoryTransaction begin(MemoryState state) {
                    return new MemoryTransaction(state) {
                        @Override
                        public List<StoredDocument> query(MetadataQuery query) {
                            requireActive();
                            StoredAttributes after = query.after();
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
    };

    private final String noticedBy;

    MetadataDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }
}
