// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Summarises a column that comes in pieces; what comes out does not depend on where they were cut. Not thread-safe. */
final class ColumnSummarizer {

    private static final int CHARACTERS = 100;

    private final DataType type;
    private final RunningMoments moments = new RunningMoments();
    private final Map<String, Long> words = new HashMap<>();
    private final Set<Long> numbers = new HashSet<>();
    private boolean tooMany;
    private long nulls;
    private long nans;
    private double least = Double.NaN;
    private double greatest = Double.NaN;
    private long leastWhole = Long.MAX_VALUE;
    private long greatestWhole = Long.MIN_VALUE;

    ColumnSummarizer(DataType type) {
        this.type = type;
    }

    /** Takes the next rows. */
    void add(Column column) {
        if (column instanceof StringColumn strings) {
            strings(strings);
        } else {
            for (int row = 0; row < column.size(); row++) {
                if (column.isNull(row)) {
                    nulls++;
                } else if (column instanceof DoubleColumn doubles) {
                    real(doubles.get(row));
                } else if (column instanceof LongColumn longs) {
                    whole(longs.get(row));
                } else if (column instanceof BooleanColumn booleans) {
                    words.merge(Boolean.toString(booleans.get(row)), 1L, Long::sum);
                }
            }
        }
    }

    /** {@return what the rows so far are like} */
    ColumnSummary summary() {
        boolean spreads = moments.count() > 1;
        return new ColumnSummary(
                nulls,
                nans,
                end(leastWhole, least),
                end(greatestWhole, greatest),
                moments.count() == 0 ? Double.NaN : moments.mean(),
                spreads ? Math.sqrt(moments.variation() / (moments.count() - 1)) : Double.NaN,
                distinct(),
                tooMany ? List.of() : frequent());
    }

    private void real(double value) {
        if (Double.isNaN(value)) {
            nans++;
            return;
        }
        least = Double.isNaN(least) ? value : Math.min(least, value);
        greatest = Double.isNaN(greatest) ? value : Math.max(greatest, value);
        if (Double.isFinite(value)) {
            moments.add(value);
        }
        different(Double.doubleToLongBits(value));
    }

    private void whole(long value) {
        leastWhole = Math.min(leastWhole, value);
        greatestWhole = Math.max(greatestWhole, value);
        if (type != DataType.TIMESTAMP) {
            moments.add((double) value);
        }
        different(value);
    }

    private void different(long bits) {
        if (!tooMany && numbers.add(bits) && numbers.size() > ColumnSummary.MOST_DISTINCT) {
            forget();
        }
    }

    private void strings(StringColumn strings) {
        long[] rows = new long[strings.dictionarySize()];
        for (int row = 0; row < strings.size(); row++) {
            int code = strings.code(row);
            if (code < 0) {
                nulls++;
            } else {
                rows[code]++;
            }
        }
        for (int code = 0; code < rows.length && !tooMany; code++) {
            if (rows[code] > 0) {
                words.merge(strings.word(code), rows[code], Long::sum);
                if (words.size() > ColumnSummary.MOST_DISTINCT) {
                    forget();
                }
            }
        }
    }

    private void forget() {
        tooMany = true;
        numbers.clear();
        words.clear();
    }

    private @Nullable Long distinct() {
        return tooMany || type instanceof DataType.Vector
                ? null
                : (long) (numbers.size() + words.size() + (nans > 0 ? 1 : 0));
    }

    private @Nullable Document end(long whole, double real) {
        if (leastWhole <= greatestWhole) {
            return type == DataType.TIMESTAMP ? Document.of(Times.instant(whole)) : Document.of(whole);
        }
        return Double.isNaN(real) ? null : Document.of(real);
    }

    private List<ColumnSummary.Frequent> frequent() {
        List<Map.Entry<String, Long>> all = new ArrayList<>(words.entrySet());
        all.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        return all.stream()
                .filter(word -> word.getValue() > 1)
                .limit(ColumnSummary.MOST_FREQUENT)
                .map(word -> new ColumnSummary.Frequent(cut(word.getKey()), word.getValue()))
                .toList();
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= CHARACTERS
                ? word
                : word.substring(0, word.offsetByCodePoints(0, CHARACTERS));
    }
}
