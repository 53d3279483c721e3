// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.data.Digest;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.testkit.MemoryBlobStore.Disk;

/** Blob stores that are wrong in one way each. */
enum BlobDefect implements Defect {
    VERIFIES_NOTHING(
            "aFlippedBitIsFoundWhereverItIs",
            "aReaderOfExactlyAllBytesLearnsOfDamage",
            "aVerificationReadsEveryBlobAndNamesTheDamagedOnes",
            "missingAndAddedBytesAreFound") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                InputStream verified(InputStream bytes, long size, Digest digest) {
                    return bytes;
                }
            };
        }
    },
    VERIFIES_BEHIND_THE_LAST_BYTE("aReaderOfExactlyAllBytesLearnsOfDamage") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                InputStream verified(InputStream bytes, long size, Digest digest) {
                    return super.verified(bytes, Long.MAX_VALUE, digest);
                }
            };
        }
    },
    KEEPS_WHAT_CAME_BEFORE_A_FAILURE("aFailingStreamLeavesNothing", "aStreamThatThrowsAnythingElseLeavesNothingToo") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Digest put(InputStream bytes) {
                    return super.put(new FilterInputStream(bytes) {
                        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            try {
                                int read = super.read(target, offset, length);
                                seen.write(target, offset, Math.max(0, Math.min(read, 300_000 - seen.size())));
                                return read;
                            } catch (IOException | IllegalStateException e) {
                                putWhole(new ByteArrayInputStream(seen.toByteArray()));
                                throw e;
                            }
                        }
                    });
                }

                private Digest putWhole(InputStream bytes) {
                    return super.put(bytes);
                }
            };
        }
    },
    SHOWS_A_PART_WHILE_IT_COMES(
            "aBlobIsSeenAsAWholeOrNotAtAll",
            "aFailingStreamLeavesNothing",
            "theStreamIsReadToItsEndInWhateverPortionsAndNotClosed") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Digest put(InputStream bytes) {
                    byte[] first = firstOf(bytes);
                    Digest part = super.put(new ByteArrayInputStream(first));
                    Digest whole = super.put(new SequenceInputStream(new ByteArrayInputStream(first), bytes));
                    if (!whole.equals(part)) {
                        delete(part);
                    }
                    return whole;
                }

                private static byte[] firstOf(InputStream bytes) {
                    try {
                        return bytes.readNBytes(100);
                    } catch (IOException e) {
                        throw new StorageException(e.getMessage(), e);
                    }
                }
            };
        }
    },
    READS_ONE_PORTION(
            "aFailingStreamLeavesNothing",
            "bytesAreFoundUnderTheirDigest",
            "concurrentWritersOfTheSameAndOfOtherBytesDoNotDisturbEachOther",
            "theStreamIsReadToItsEndInWhateverPortionsAndNotClosed") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Digest put(InputStream bytes) {
                    return super.put(new FilterInputStream(bytes) {
                        private boolean done;

                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            int read = done ? -1 : super.read(target, offset, length);
                            done = true;
                            return read;
                        }
                    });
                }
            };
        }
    },
    CLOSES_THE_STREAM("theStreamIsReadToItsEndInWhateverPortionsAndNotClosed") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Digest put(InputStream bytes) {
                    try (bytes) {
                        return super.put(bytes);
                    } catch (IOException e) {
                        throw new StorageException(e.getMessage(), e);
                    }
                }
            };
        }
    },
    TAKES_ALL_BYTES_TO_THE_HEAP("aLargeBlobGoesThroughWithoutFillingTheHeap") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Digest put(InputStream bytes) {
                    try {
                        return super.put(new ByteArrayInputStream(bytes.readAllBytes()));
                    } catch (IOException e) {
                        throw new StorageException(e.getMessage(), e);
                    }
                }
            };
        }
    },
    HIDES_THE_BUG_OF_THE_CALLER(
            "aStreamThatThrowsAnythingElseLeavesNothingToo",
            "closedItRefusesEveryCall",
            "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Digest put(InputStream bytes) {
                    try {
                        return super.put(bytes);
                    } catch (IllegalStateException e) {
                        throw new StorageException("could not read the bytes", e);
                    }
                }
            };
        }
    },
    NEVER_REPLACES_A_BLOB("storingTheBytesAgainRepairsADamagedBlob") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                void keep(Digest digest, Stored stored) {
                    if (!exists(digest)) {
                        super.keep(digest, stored);
                    }
                }
            };
        }
    },
    COUNTS_PUTS("equalBytesAreOneBlob") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                private final Map<Digest, Integer> puts = new TreeMap<>();

                @Override
                void keep(Digest digest, Stored stored) {
                    super.keep(digest, stored);
                    puts.merge(digest, 1, Integer::sum);
                }

                @Override
                public boolean delete(Digest digest, Instant storedBefore) {
                    synchronized (disk) {
                        return puts.merge(digest, -1, Integer::sum) > 0 || super.delete(digest, storedBefore);
                    }
                }
            };
        }
    },
    DELETE_IGNORES_THE_TIME("aBlobThatWasPutSinceIsNotDeleted") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public boolean delete(Digest digest, Instant storedBefore) {
                    return super.delete(digest, Instant.MAX);
                }
            };
        }
    },
    DELETES_WHAT_WAS_PUT_AT_THE_MOMENT("aBlobThatWasPutSinceIsNotDeleted") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public boolean delete(Digest digest, Instant storedBefore) {
                    return super.delete(
                            digest, storedBefore.equals(Instant.MAX) ? storedBefore : storedBefore.plusNanos(1));
                }
            };
        }
    },
    LISTS_BACKWARDS("blobsAreListedInAscendingOrder", "listsAndVerificationsAreRightWhileBlobsComeAndGo") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Stream<Digest> list() {
                    return super.list().sorted(Comparator.reverseOrder());
                }
            };
        }
    },
    LISTS_THE_FIRST_HUNDRED("blobsAreListedInAscendingOrder") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Stream<Digest> list() {
                    return super.list().limit(100);
                }
            };
        }
    },
    FINDS_WHATEVER_IS_ASKED_FOR(
            "aBlobIsSeenAsAWholeOrNotAtAll",
            "aBlobThatWasPutSinceIsNotDeleted",
            "equalBytesAreOneBlob",
            "whatIsNotThereIsNotFound") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Optional<StoredBlob> find(Digest digest) {
                    return super.find(digest).or(() -> Optional.of(new StoredBlob(digest, 0, Instant.EPOCH)));
                }
            };
        }
    },
    TELLS_THE_STORED_SIZE("aBlobIsKnownBySizeAndTimeOfItsLastPut") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public Optional<StoredBlob> find(Digest digest) {
                    return super.find(digest).map(found -> new StoredBlob(digest, found.bytes() + 1, found.stored()));
                }
            };
        }
    },
    HAS_NO_NAME_FOR_WHAT_IS_MISSING("whatIsNotThereIsNotFound") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                public InputStream open(Digest digest) {
                    if (find(digest).isEmpty()) {
                        throw new NoSuchElementException("no value");
                    }
                    return super.open(digest);
                }
            };
        }
    },
    LOOKS_FOR_WHAT_IT_HAS_PUT("whatIsPutAgainWhileItIsDeletedIsThereAfterItsLastPut") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                void keep(Digest digest, Stored stored) {
                    super.keep(digest, stored);
                    LockSupport.parkNanos(20_000);
                    if (find(digest).isEmpty()) {
                        throw new StorageException("the blob is gone");
                    }
                }
            };
        }
    },
    LOSES_BLOBS_OF_OTHERS("concurrentWritersOfTheSameAndOfOtherBytesDoNotDisturbEachOther") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                void keep(Digest digest, Stored stored) {
                    Map<Digest, Stored> before;
                    synchronized (disk) {
                        before = new TreeMap<>(disk.blobs);
                    }
                    LockSupport.parkNanos(20_000);
                    synchronized (disk) {
                        disk.blobs.keySet().retainAll(before.keySet());
                        super.keep(digest, stored);
                    }
                }
            };
        }
    },
    FAILS_IN_ITS_OWN_WAY_WHEN_CLOSED("whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                private volatile boolean gone;
                private volatile boolean met;

                @Override
                void keep(Digest digest, Stored stored) {
                    if (gone) {
                        met = true;
                        throw new NullPointerException("connection");
                    }
                    super.keep(digest, stored);
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
    LOSES_THE_LAST_BLOB("reopenedItHasEverything", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                private Digest last = Digest.of("nothing");

                @Override
                void keep(Digest digest, Stored stored) {
                    super.keep(digest, stored);
                    last = digest;
                }

                @Override
                public void close() {
                    disk.blobs.remove(last);
                    super.close();
                }
            };
        }
    },
    WORKS_ON_AFTER_CLOSE("closedItRefusesEveryCall", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        BlobStore open(Disk disk) {
            return new MemoryBlobStore(disk, InstantSource.fixed(Instant.EPOCH)) {
                @Override
                void requireOpen() {}
            };
        }
    };

    private final String noticedBy;

    BlobDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    abstract BlobStore open(Disk disk);

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
    static final class Contract extends BlobStoreContract {

        private final BlobDefect defect;
        private final Disk disk = new Disk();

        Contract(BlobDefect defect) {
            this.defect = defect;
        }

        @Override
        protected BlobStore open(Path scratch) {
            return defect.open(disk);
        }

        @Override
        protected void replace(Path scratch, Digest digest, byte[] bytes) throws IOException {
            disk.replace(digest, bytes);
        }
    }
}
