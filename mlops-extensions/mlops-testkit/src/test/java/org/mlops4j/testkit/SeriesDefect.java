// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;
import org.mlops4j.storage.Verification;
import org.mlops4j.testkit.MemorySeriesStore.Disk;

/** Series stores that are wrong in one way each. */
enum SeriesDefect implements Defect {
    FOLDS_THE_ZEROS(
            "anIdenticalPointIsStoredOnce", "everyDoubleKeepsItsBits", "pointsAreOrderedByStepThenTimeThenValue") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void add(Point point) {
                    super.add(point.value() == 0 ? withValue(point, 0.0) : point);
                }
            };
        }
    },
    LOSES_THE_PAYLOAD_OF_NAN("everyDoubleKeepsItsBits") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void add(Point point) {
                    super.add(withValue(point, Double.longBitsToDouble(Double.doubleToLongBits(point.value()))));
                }
            };
        }
    },
    CUTS_TIMES_TO_MILLISECONDS(
            "anIdenticalPointIsStoredOnce",
            "pointsAreOrderedByStepThenTimeThenValue",
            "timesKeepTheirNanosecondsAndStepsTheirSign",
            "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void add(Point p) {
                    super.add(new Point(
                            p.series(), p.step(), Instant.ofEpochMilli(p.time().toEpochMilli()), p.value()));
                }
            };
        }
    },
    KEEPS_ONE_POINT_A_STEP(
            "anIdenticalPointIsStoredOnce",
            "noPointIsLostUnderConcurrentWriters",
            "pointsAreOrderedByStepThenTimeThenValue",
            "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return ordered(disk, Comparator.comparingLong(Point::step));
        }
    },
    ORDERS_BY_TIME_FIRST(
            "pointsAreOrderedByStepThenTimeThenValue",
            "timesKeepTheirNanosecondsAndStepsTheirSign",
            "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return ordered(
                    disk,
                    Comparator.comparing(Point::time)
                            .thenComparingLong(Point::step)
                            .thenComparingDouble(Point::value)
                            .thenComparingLong(p -> Double.doubleToRawLongBits(p.value())));
        }
    },
    ORDERS_NAN_FIRST("pointsAreOrderedByStepThenTimeThenValue") {
        @Override
        SeriesStore open(Disk disk) {
            return ordered(
                    disk,
                    Comparator.comparingLong(Point::step)
                            .thenComparing(Point::time)
                            .thenComparing(p -> !Double.isNaN(p.value()))
                            .thenComparingDouble(Point::value)
                            .thenComparingLong(p -> Double.doubleToRawLongBits(p.value())));
        }
    },
    STORES_EQUAL_POINTS_TWICE(
            "anIdenticalPointIsStoredOnce",
            "reopenedItHasEverything",
            "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                Comparator<Point> order() {
                    Comparator<Point> order = super.order();
                    return (a, b) -> order.compare(a, b) < 0 ? -1 : 1;
                }
            };
        }
    },
    IGNORES_THE_LIMIT("readingBeginsAtAStepAndEndsAtALimit", "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                public List<Point> read(String series, long fromStep, int limit) {
                    return super.read(series, fromStep, Integer.MAX_VALUE);
                }
            };
        }
    },
    ANSWERS_WITH_TEN_THOUSAND("aMillionPointsAreReadInPages") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                public List<Point> read(String series, long fromStep, int limit) {
                    return super.read(series, fromStep, Math.min(limit, 10_000));
                }

                @Override
                public Optional<Point> latest(String series) {
                    return super.read(series, Long.MIN_VALUE, 10_000).stream().max(order());
                }
            };
        }
    },
    FAILS_IN_ITS_OWN_WAY_WHEN_CLOSED("whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                private volatile boolean gone;
                private volatile boolean met;

                @Override
                void add(Point point) {
                    if (gone) {
                        met = true;
                        throw new NullPointerException("connection");
                    }
                    super.add(point);
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
    READS_BEHIND_THE_FIRST_STEP(
            "everyDoubleKeepsItsBits",
            "noPointIsLostUnderConcurrentWriters",
            "readingBeginsAtAStepAndEndsAtALimit",
            "timesKeepTheirNanosecondsAndStepsTheirSign",
            "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints",
            "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                public List<Point> read(String series, long fromStep, int limit) {
                    return super.read(series, fromStep + 1, limit);
                }
            };
        }
    },
    HAS_THE_LAST_ARRIVED_AS_LATEST(
            "pointsAreOrderedByStepThenTimeThenValue", "whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                private final Map<String, Point> last = new TreeMap<>();

                @Override
                void add(Point point) {
                    super.add(point);
                    last.put(point.series(), point);
                }

                @Override
                public Optional<Point> latest(String series) {
                    return super.latest(series).map(found -> last.getOrDefault(series, found));
                }
            };
        }
    },
    IGNORES_CASE("seriesAreApart", "seriesAreListedByNameInPages") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void add(Point p) {
                    super.add(new Point(p.series().toLowerCase(Locale.ROOT), p.step(), p.time(), p.value()));
                }

                @Override
                SortedSet<Point> of(String series) {
                    return super.of(series.toLowerCase(Locale.ROOT));
                }
            };
        }
    },
    NAMES_IN_UTF16_ORDER("seriesAreListedByNameInPages") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                int compareNames(String a, String b) {
                    return a.compareTo(b);
                }
            };
        }
    },
    ACCEPTS_ANY_NAME("aBatchWithABadPointStoresNothing", "namesMayHoldAnythingButControlCharacters") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void requireValid(Point point) {}
            };
        }
    },
    REFUSES_LONG_NAMES("namesMayHoldAnythingButControlCharacters") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void requireValid(Point point) {
                    super.requireValid(point);
                    if (point.series().length() > 255) {
                        throw new InvalidException("the name of a series is too long");
                    }
                }
            };
        }
    },
    STORES_WHAT_COMES_BEFORE_A_BAD_POINT("aBatchWithABadPointStoresNothing") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                public void append(List<Point> points) {
                    points.forEach(point -> super.append(List.of(point)));
                }
            };
        }
    },
    LOSES_POINTS_OF_OTHERS("noPointIsLostUnderConcurrentWriters") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                public void append(List<Point> points) {
                    points.stream().map(Point::series).distinct().forEach(name -> {
                        List<Point> before = read(name, Long.MIN_VALUE, Integer.MAX_VALUE);
                        LockSupport.parkNanos(100_000);
                        synchronized (disk) {
                            of(name).clear();
                            super.append(before);
                        }
                    });
                    super.append(points);
                }
            };
        }
    },
    SHOWS_HALF_A_BATCH("aReaderSeesABatchAsAWhole") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                public void append(List<Point> points) {
                    points.forEach(this::requireValid);
                    for (Point point : points.isEmpty() ? points : points.subList(0, points.size() - 1)) {
                        super.append(List.of(point));
                    }
                    LockSupport.parkNanos(50_000);
                    super.append(points.isEmpty() ? points : points.subList(points.size() - 1, points.size()));
                }
            };
        }
    },
    LOSES_THE_LAST_BATCH("reopenedItHasEverything", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                private List<Point> last = new ArrayList<>();

                @Override
                public void append(List<Point> points) {
                    super.append(points);
                    last = List.copyOf(points);
                }

                @Override
                public void close() {
                    synchronized (disk) {
                        last.forEach(point -> of(point.series()).remove(point));
                        super.close();
                    }
                }
            };
        }
    },
    VERIFIES_NOTHING("whateverTheBatchesTheSeriesIsTheSortedSetOfItsPoints") {
        @Override
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
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
        SeriesStore open(Disk disk) {
            return new MemorySeriesStore(disk) {
                @Override
                void requireOpen() {}
            };
        }
    };

    private final String noticedBy;

    SeriesDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    abstract SeriesStore open(Disk disk);

    @Override
    public List<Class<?>> contracts() {
        return List.of(Contract.class);
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }

    private static Point withValue(Point p, double value) {
        return new Point(p.series(), p.step(), p.time(), value);
    }

    private static SeriesStore ordered(Disk disk, Comparator<Point> order) {
        return new MemorySeriesStore(disk) {
            @Override
            Comparator<Point> order() {
                return order;
            }
        };
    }

    /** The contract on a broken store. */
    @ExtendWith(ChosenDefect.class)
    static final class Contract extends SeriesStoreContract {

        private final SeriesDefect defect;
        private final Disk disk = new Disk();

        Contract(SeriesDefect defect) {
            this.defect = defect;
        }

        @Override
        protected SeriesStore open(Path scratch) {
            return defect.open(disk);
        }
    }
}
