// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.Column;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.storage.Verification;
import org.mlops4j.testkit.MemoryEventLog.Disk;

/** Event logs that are wrong in one way each. */
enum EventDefect implements Defect {
    NULLS_BECOME_NUMBERS("everyTypeOfColumnComesBackToTheBit", "manySmallBatchesAreReadAsOneAndVerified") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(stream, mapped(rows, (field, value) -> value == null ? zero(field) : value));
                }
            };
        }
    },
    NAN_BECOMES_NULL("whatIsNotNullStaysSo") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(
                            stream,
                            mapped(
                                    rows,
                                    (field, value) ->
                                            field.nullable() && value instanceof Double d && d.isNaN() ? null : value));
                }
            };
        }
    },
    NAN_BECOMES_ZERO("everyTypeOfColumnComesBackToTheBit", "whatIsNotNullStaysSo") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(
                            stream,
                            mapped(
                                    rows,
                                    (field, value) -> value instanceof Double d && d.isNaN() ? (Object) 0.0 : value));
                }
            };
        }
    },
    FOLDS_THE_ZEROS("everyTypeOfColumnComesBackToTheBit") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(
                            stream,
                            mapped(rows, (field, value) -> value instanceof Double d && d == 0 ? (Object) 0.0 : value));
                }
            };
        }
    },
    CUTS_TEXTS("everyTypeOfColumnComesBackToTheBit") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(
                            stream,
                            mapped(
                                    rows,
                                    (field, value) -> value instanceof String s && s.length() > 65_535
                                            ? s.substring(0, 65_535)
                                            : value));
                }
            };
        }
    },
    EMPTY_TEXTS_BECOME_NULL("whatIsNotNullStaysSo") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(
                            stream,
                            mapped(rows, (field, value) -> field.nullable() && "".equals(value) ? null : value));
                }
            };
        }
    },
    SCAN_HAS_ITS_END(
            "aScanHasTheRowsFromAnInstantToAnother",
            "aScanReachesTheFirstAndTheLastInstantOfAColumn",
            "scansOfLateAndEarlyRowsEqualAPlainLoop") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                boolean isInside(Instant time, Instant from, Instant to) {
                    return !time.isBefore(from) && !time.isAfter(to);
                }
            };
        }
    },
    SCAN_LACKS_ITS_BEGINNING(
            "aScanHasTheRowsFromAnInstantToAnother",
            "aScanReachesTheFirstAndTheLastInstantOfAColumn",
            "scansOfLateAndEarlyRowsEqualAPlainLoop",
            "whatWasSyncedAmongManyIsThereWhenOpenedAgain") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                boolean isInside(Instant time, Instant from, Instant to) {
                    return time.isAfter(from) && time.isBefore(to);
                }
            };
        }
    },
    SCAN_IS_BOUNDED_BY_MILLISECONDS(
            "aScanHasTheRowsFromAnInstantToAnother",
            "aScanReachesTheFirstAndTheLastInstantOfAColumn",
            "scansOfLateAndEarlyRowsEqualAPlainLoop") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                boolean isInside(Instant time, Instant from, Instant to) {
                    return super.isInside(time.truncatedTo(ChronoUnit.MILLIS), from, to);
                }
            };
        }
    },
    SCAN_OVERFLOWS(
            "aScanHasTheRowsFromAnInstantToAnother",
            "aScanReachesTheFirstAndTheLastInstantOfAColumn",
            "manySmallBatchesAreReadAsOneAndVerified") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                Table rows(String stream) {
                    return super.rows(stream);
                }

                @Override
                boolean isInside(Instant time, Instant from, Instant to) {
                    return Times.nanos(time) >= Times.nanos(from) && Times.nanos(time) < Times.nanos(to);
                }
            };
        }
    },
    SCANS_IN_THE_ORDER_OF_ARRIVAL(
            "aScanIsOrderedByTimeAndThenByArrival",
            "aScanReachesTheFirstAndTheLastInstantOfAColumn",
            "scansOfLateAndEarlyRowsEqualAPlainLoop") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                Comparator<Integer> order(LongColumn times) {
                    return Comparator.naturalOrder();
                }
            };
        }
    },
    SCANS_THE_LATEST_ARRIVED_FIRST("aScanIsOrderedByTimeAndThenByArrival", "scansOfLateAndEarlyRowsEqualAPlainLoop") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                Comparator<Integer> order(LongColumn times) {
                    return Comparator.<Integer>comparingLong(times::get).thenComparing(Comparator.reverseOrder());
                }
            };
        }
    },
    ANSWERS_WITH_A_THOUSAND_ROWS("aLargeBatchIsOne") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public Table read(String stream, long after, int limit) {
                    return super.read(stream, after, Math.min(limit, 1_000));
                }
            };
        }
    },
    IGNORES_THE_LIMIT(
            "concurrentWritersGetPositionsOfTheirOwn",
            "manySmallBatchesAreReadAsOneAndVerified",
            "rowsAreReadInTheOrderOfArrivalInPagesOfAnySize") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public Table read(String stream, long after, int limit) {
                    return super.read(stream, after, Integer.MAX_VALUE);
                }
            };
        }
    },
    READS_FROM_THE_POSITION_ON(
            "concurrentWritersGetPositionsOfTheirOwn",
            "manySmallBatchesAreReadAsOneAndVerified",
            "rowsAreReadInTheOrderOfArrivalInPagesOfAnySize") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public Table read(String stream, long after, int limit) {
                    return super.read(stream, after == 0 ? 0 : after - 1, limit);
                }
            };
        }
    },
    READS_IN_THE_ORDER_OF_TIME(
            "concurrentWritersGetPositionsOfTheirOwn",
            "manySmallBatchesAreReadAsOneAndVerified",
            "rowsAreReadInTheOrderOfArrivalInPagesOfAnySize") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public Table read(String stream, long after, int limit) {
                    Table all = scan(stream, Instant.MIN, Instant.MAX);
                    int from = (int) Math.min(after, all.rowCount());
                    return all.slice(from, (int) Math.min((long) from + limit, all.rowCount()));
                }
            };
        }
    },
    POSITIONS_COUNT_BATCHES(
            "concurrentWritersGetPositionsOfTheirOwn",
            "positionsAreGaplessFromOne",
            "reopenedItHasEverything",
            "streamsAreApart") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                private long batches;

                @Override
                public long append(String stream, Table rows) {
                    super.append(stream, rows);
                    return ++batches;
                }
            };
        }
    },
    BATCHES_TEAR("concurrentWritersGetPositionsOfTheirOwn", "readersSeeWholeBatchesOnly") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    if (rows.rowCount() > 10) {
                        return super.append(stream, rows);
                    }
                    long last = super.append(stream, rows.slice(0, 0));
                    for (int row = 0; row < rows.rowCount(); row++) {
                        LockSupport.parkNanos(50_000);
                        last = super.append(stream, rows.slice(row, row + 1));
                    }
                    return last;
                }
            };
        }
    },
    LOSES_ROWS_OF_OTHERS("concurrentWritersGetPositionsOfTheirOwn") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    Table before = rows(stream);
                    LockSupport.parkNanos(50_000);
                    synchronized (disk) {
                        disk.rows.put(stream, before);
                        return super.append(stream, rows);
                    }
                }
            };
        }
    },
    APPENDS_WHATEVER_CAME_BETWEEN(
            "rowsAreAppendedBehindTheRowThatTheCallerKnowsOrNotAtAll",
            "whoAppendsBehindWhatItKnowsLosesNoRaceUnnoticed") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                boolean isLast(String stream, long position) {
                    return super.rows(stream).rowCount() >= position;
                }

                @Override
                public long position(String stream) {
                    long position = super.position(stream);
                    // Time for others to come between.
                    LockSupport.parkNanos(50_000);
                    return position;
                }
            };
        }
    },
    LOOKS_AND_APPENDS_IN_TWO_STEPS("whoAppendsBehindWhatItKnowsLosesNoRaceUnnoticed") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public boolean appendAfter(String stream, long position, Table rows) {
                    boolean last = position(stream) == position;
                    LockSupport.parkNanos(50_000);
                    if (last) {
                        append(stream, rows);
                    }
                    return last;
                }
            };
        }
    },
    CREATE_EMPTIES_THE_STREAM("aStreamIsMadeOnceAndCheckedLater") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public void create(String stream, Schema schema, String timeField) {
                    super.create(stream, schema, timeField);
                    disk.rows.put(stream, Table.builder(schema).build());
                }
            };
        }
    },
    CREATE_LOOKS_AT_NO_SCHEMA("aStreamIsMadeOnceAndCheckedLater") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public void create(String stream, Schema schema, String timeField) {
                    if (find(stream).isEmpty()) {
                        super.create(stream, schema, timeField);
                    }
                }
            };
        }
    },
    CREATE_LOOKS_AT_NO_TIME_FIELD("theTimeFieldMustBeATimestampThatIsNeverNull") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                void requireTime(Schema schema, String timeField) {}
            };
        }
    },
    LISTS_STREAMS_BACKWARDS("streamsAreKnownWithTheirColumns") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public List<Stream> streams() {
                    return super.streams().stream()
                            .sorted(Comparator.comparing(Stream::name).reversed())
                            .toList();
                }
            };
        }
    },
    TAKES_ROWS_OF_ANY_SCHEMA("rowsOfAnotherSchemaAreRefused") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return rows.schema().equals(rows(stream).schema()) ? super.append(stream, rows) : position(stream);
                }
            };
        }
    },
    A_MISSING_STREAM_IS_EMPTY("aStreamThatIsNotThereIsNotFound") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                Table rows(String stream) {
                    try {
                        return super.rows(stream);
                    } catch (NotFoundException e) {
                        return Table.builder(Schema.of(Field.of("time", DataType.TIMESTAMP)))
                                .build();
                    }
                }
            };
        }
    },
    IGNORES_CASE("streamsAreApart") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public void create(String stream, Schema schema, String timeField) {
                    super.create(stream.toLowerCase(Locale.ROOT), schema, timeField);
                }

                @Override
                Table rows(String stream) {
                    return super.rows(stream.toLowerCase(Locale.ROOT));
                }
            };
        }
    },
    CUTS_LARGE_BATCHES("aLargeBatchIsOne") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public long append(String stream, Table rows) {
                    return super.append(stream, rows.slice(0, Math.min(65_536, rows.rowCount())));
                }
            };
        }
    },
    LOSES_THE_LAST_BATCH("reopenedItHasEverything", "whatWasSyncedAmongManyIsThereWhenOpenedAgain") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                private Map<String, Table> before = new TreeMap<>();

                @Override
                public long append(String stream, Table rows) {
                    before = new TreeMap<>(disk.rows);
                    return super.append(stream, rows);
                }

                @Override
                public void close() {
                    disk.rows.putAll(before);
                    super.close();
                }
            };
        }
    },
    FAILS_IN_ITS_OWN_WAY_WHEN_CLOSED("whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                private volatile boolean gone;
                private volatile boolean met;

                @Override
                public long append(String stream, Table rows) {
                    if (gone) {
                        requireOpen();
                        met = true;
                        throw new NullPointerException("connection");
                    }
                    return super.append(stream, rows);
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
    SYNCS_THE_FIRST_OF_MANY("whatWasSyncedAmongManyIsThereWhenOpenedAgain") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                private final AtomicInteger syncing = new AtomicInteger();

                @Override
                public void sync() {
                    super.sync();
                    try {
                        if (syncing.incrementAndGet() > 1) {
                            throw new StorageException("another sync is under way");
                        }
                        LockSupport.parkNanos(1_000_000);
                    } finally {
                        syncing.decrementAndGet();
                    }
                }
            };
        }
    },
    VERIFIES_NOTHING("manySmallBatchesAreReadAsOneAndVerified") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public Verification verify() {
                    requireOpen();
                    return new Verification(0, List.of());
                }
            };
        }
    },
    FORGETS_THE_CLOCK_OF_A_STREAM("streamsAreKnownWithTheirColumns") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                public Optional<Stream> find(String stream) {
                    return super.find(stream)
                            .map(found -> new Stream(
                                    found.name(),
                                    found.schema(),
                                    found.schema().field(0).name() + "?"));
                }
            };
        }
    },
    WORKS_ON_AFTER_CLOSE("closedItRefusesEveryCall", "whoIsInACallWhileTheStoreClosesFinishesOrIsTold") {
        @Override
        EventLog open(Disk disk) {
            return new MemoryEventLog(disk) {
                @Override
                void requireOpen() {}
            };
        }
    };

    private final String noticedBy;

    EventDefect(String... noticedBy) {
        this.noticedBy = String.join(" ", noticedBy);
    }

    abstract EventLog open(Disk disk);

    @Override
    public List<Class<?>> contracts() {
        return List.of(Contract.class);
    }

    @Override
    public Set<String> noticedBy() {
        return Set.of(noticedBy.split(" "));
    }

    private static Table mapped(Table rows, BiFunction<Field, @Nullable Object, @Nullable Object> change) {
        Table.Builder mapped = Table.builder(rows.schema());
        for (int row = 0; row < rows.rowCount(); row++) {
            @Nullable Object[] values = new Object[rows.schema().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = change.apply(rows.schema().field(i), value(rows.column(i), row));
            }
            mapped.add(values);
        }
        return mapped.build();
    }

    private static @Nullable Object value(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        } else if (column instanceof DoubleColumn doubles) {
            double number = doubles.get(row);
            return column.type().equals(DataType.FLOAT32) ? (Object) (float) number : (Object) number;
        } else if (column instanceof BooleanColumn booleans) {
            return booleans.get(row);
        } else if (column instanceof StringColumn strings) {
            return strings.get(row);
        }
        VectorColumn vectors = (VectorColumn) column;
        double[] vector = new double[vectors.type().size()];
        vectors.copyTo(row, vector);
        return vector;
    }

    private static @Nullable Object zero(Field field) {
        DataType type = field.type();
        return type.equals(DataType.FLOAT64) || type.equals(DataType.FLOAT32)
                ? (Object) 0.0
                : type.equals(DataType.INT64) ? (Object) 0L : null;
    }

    /** The contract on a broken store. */
    @ExtendWith(ChosenDefect.class)
    static final class Contract extends EventLogContract {

        private final EventDefect defect;
        private final Disk disk = new Disk();

        Contract(EventDefect defect) {
            this.defect = defect;
        }

        @Override
        protected EventLog open(Path scratch) {
            return defect.open(disk);
        }
    }
}
