// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.storage.Verification;
import org.mlops4j.testkit.MemoryOnlineStore.Disk;

/** Online stores that are wrong in one way each. */
enum OnlineDefect implements Defect {
    OLDER_STATES_REPLACE_NEWER_ONES(
            "anExpiredEntryStillKeepsOlderOnesOut",
            "anOlderStateNeverReplacesANewerOne",
            "ordersAreComparedOverTheirWholeRange",
            "reopenedItHasEverything",
            "whateverTheOrderOfArrivalTheNewestStateStays",
            "withinOneBatchTheGreatestOrderWins") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean replaces(Entry entry, Entry there) {
                    return true;
                }
            };
        }
    },
    KEEPS_A_STATE_OF_THE_SAME_ORDER("aStateOfTheSameOrderIsReplaced") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean replaces(Entry entry, Entry there) {
                    return entry.order() > there.order();
                }
            };
        }
    },
    COMPARES_ORDERS_AS_INT("ordersAreComparedOverTheirWholeRange") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean replaces(Entry entry, Entry there) {
                    return (int) entry.order() >= (int) there.order();
                }
            };
        }
    },
    COMPARES_ORDERS_BY_DIFFERENCE("ordersAreComparedOverTheirWholeRange") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean replaces(Entry entry, Entry there) {
                    return entry.order() - there.order() >= 0;
                }
            };
        }
    },
    IGNORES_THE_EXPIRY(
            "anEntryIsLiveUntilTheInstantItExpires",
            "anExpiredEntryStillKeepsOlderOnesOut",
            "expiredEntriesAreRemovedAndLiveOnesKept") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean isLive(Entry entry, @Nullable Instant now) {
                    return true;
                }
            };
        }
    },
    EXPIRES_AN_INSTANT_LATE(
            "anEntryIsLiveUntilTheInstantItExpires",
            "anExpiredEntryStillKeepsOlderOnesOut",
            "expiredEntriesAreRemovedAndLiveOnesKept") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean isLive(Entry entry, @Nullable Instant now) {
                    return super.isLive(entry, now) || (now != null && now.equals(entry.expires()));
                }
            };
        }
    },
    CUTS_EXPIRIES_TO_MILLISECONDS(
            "anEntryIsLiveUntilTheInstantItExpires",
            "entriesAreFoundAsTheyWerePut",
            "expiredEntriesAreRemovedAndLiveOnesKept",
            "reopenedItHasEverything") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                int store(String view, Entry entry) {
                    Instant expires = entry.expires();
                    return super.store(
                            view,
                            expires == null
                                    ? entry
                                    : new Entry(
                                            entry.key(),
                                            entry.order(),
                                            entry.state(),
                                            Instant.ofEpochMilli(expires.toEpochMilli())));
                }
            };
        }
    },
    AN_EXPIRED_ENTRY_MAKES_ROOM("anExpiredEntryStillKeepsOlderOnesOut", "reopenedItHasEverything") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                boolean replaces(Entry entry, Entry there) {
                    return there.expires() != null || super.replaces(entry, there);
                }
            };
        }
    },
    REMOVES_LIVE_ENTRIES("expiredEntriesAreRemovedAndLiveOnesKept") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public int removeExpired(Instant now) {
                    return super.removeExpired(now.plusSeconds(1));
                }
            };
        }
    },
    COUNTS_WHAT_IT_WAS_GIVEN(
            "anExpiredEntryStillKeepsOlderOnesOut",
            "anOlderStateNeverReplacesANewerOne",
            "ordersAreComparedOverTheirWholeRange",
            "reopenedItHasEverything",
            "withinOneBatchTheGreatestOrderWins") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public int put(String view, List<Entry> entries) {
                    super.put(view, entries);
                    return entries.size();
                }
            };
        }
    },
    SHOWS_HALF_A_BATCH("aReaderSeesABatchAsAWhole") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public int put(String view, List<Entry> entries) {
                    entries.forEach(this::requireValid);
                    int stored = super.put(view, List.of());
                    for (Entry entry : entries) {
                        stored += super.put(view, List.of(entry));
                        LockSupport.parkNanos(entries.size() < 10 ? 50_000 : 0);
                    }
                    return stored;
                }
            };
        }
    },
    STORES_WHAT_COMES_BEFORE_A_BAD_ENTRY("aBatchWithABadEntryStoresNothing") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public int put(String view, List<Entry> entries) {
                    synchronized (disk) {
                        int stored = super.put(view, List.of());
                        for (Entry entry : entries) {
                            stored += super.put(view, List.of(entry));
                        }
                        return stored;
                    }
                }
            };
        }
    },
    ACCEPTS_ANY_KEY("aBatchWithABadEntryStoresNothing") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                void requireValid(Entry entry) {}
            };
        }
    },
    REMOVES_EVERY_VIEW("aViewThatIsRemovedIsEmptyAndOthersAreNot") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public int remove(String view) {
                    int removed = super.remove(view);
                    disk.views.clear();
                    return removed;
                }
            };
        }
    },
    HAS_ONE_VIEW(
            "aViewThatIsRemovedIsEmptyAndOthersAreNot",
            "keysThatDifferInOneCharacterAreApart",
            "keysWithoutAnEntryAreAbsent") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                Map<String, Entry> view(String view) {
                    return super.view("view");
                }
            };
        }
    },
    IGNORES_CASE("keysThatDifferInOneCharacterAreApart") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                Map<String, Entry> view(String view) {
                    return disk.views.computeIfAbsent(
                            view.toLowerCase(Locale.ROOT), name -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
                }
            };
        }
    },
    LOSES_STATES_OF_OTHERS("whateverTheOrderOfArrivalTheNewestStateStays") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public int put(String view, List<Entry> entries) {
                    Map<String, Entry> before;
                    synchronized (disk) {
                        before = new TreeMap<>(view(view));
                    }
                    LockSupport.parkNanos(100_000);
                    synchronized (disk) {
                        view(view).putAll(before);
                        return super.put(view, entries);
                    }
                }
            };
        }
    },
    LOSES_THE_LAST_BATCH("reopenedItHasEverything", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                private List<Entry> last = List.of();

                @Override
                public int put(String view, List<Entry> entries) {
                    last = entries;
                    return super.put(view, entries);
                }

                @Override
                public void close() {
                    synchronized (disk) {
                        last.forEach(entry -> disk.views.values().forEach(view -> view.remove(entry.key())));
                        super.close();
                    }
                }
            };
        }
    },
    LOOKS_UP_A_HUNDRED_KEYS("manyKeysMayBeLookedUpAtOnce", "thousandsOfKeysAreFoundAtOnce") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public Map<String, Entry> get(String view, Collection<String> keys, Instant now) {
                    return super.get(view, keys.stream().limit(100).toList(), now);
                }
            };
        }
    },
    FAILS_IN_ITS_OWN_WAY_WHEN_CLOSED("whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                private volatile boolean gone;
                private volatile boolean met;

                @Override
                int store(String view, Entry entry) {
                    if (gone) {
                        met = true;
                        throw new NullPointerException("connection");
                    }
                    return super.store(view, entry);
                }

                @Override
                public void close() {
                    gone = true;
                    for (int i = 0; i < 50 && !met; i++) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    super.close();
                }
            };
        }
    },
    VERIFIES_NOTHING("aVerificationReadsEveryEntry") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                public Verification verify() {
                    requireOpen();
                    return new Verification(0, List.of());
                }
            };
        }
    },
    WORKS_ON_AFTER_CLOSE("closedItRefusesEveryCall", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        OnlineStore open(Disk disk) {
            return new MemoryOnlineStore(disk) {
                @Override
                void requireOpen() {}
            };
        }
    };

    private final String noticedBy;

    OnlineDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    abstract OnlineStore open(Disk disk);

    @Override
    public List<Class<?>> contracts() {
        return List.of(Contract.class);
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }

    /** The contract on a broken store. */
    @ExtendWith(ChosenDefect.class)
    static final class Contract extends OnlineStoreContract {

        private final OnlineDefect defect;
        private final Disk disk = new Disk();

        Contract(OnlineDefect defect) {
            this.defect = defect;
        }

        @Override
        protected OnlineStore open(Path scratch) {
            return defect.open(disk);
        }
    }
}
