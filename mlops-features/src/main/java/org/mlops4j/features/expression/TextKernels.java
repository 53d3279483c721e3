// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Times;
import org.mlops4j.features.Expression;

/** The kernels of texts. */
final class TextKernels {

    /** Replacing in replaced texts over and over must not fill the memory. */
    private static final int MAX_LENGTH = 1_000_000;

    /** The work grows with the product of the lengths. */
    private static final int MAX_COMPARED = 1_000;

    private TextKernels() {}

    static @Nullable Kernel find(Expression.Call call, DataType first) {
        return switch (call.function()) {
            case "lower" -> (Kernel.TextOfText1) a -> a.toLowerCase(Locale.ROOT);
            case "upper" -> (Kernel.TextOfText1) a -> a.toUpperCase(Locale.ROOT);
            case "trim" -> (Kernel.TextOfText1) String::strip;
            case "length" -> (Kernel.Text1) a -> Double.doubleToLongBits(a.codePointCount(0, a.length()));
            case "substr" -> substring(call);
            case "concat" ->
                (Kernel.TextOfText2) (a, b) -> a.length() + (long) b.length() > MAX_LENGTH ? null : a.concat(b);
            case "replace" -> {
                String wanted = Kernels.text(call, 1);
                String put = Kernels.text(call, 2);
                yield (Kernel.TextOfText1) a -> replace(a, wanted, put);
            }
            case "contains" -> (Kernel.Text2) (a, b) -> Kernel.truth(a.contains(b));
            case "starts_with" -> (Kernel.Text2) (a, b) -> Kernel.truth(a.startsWith(b));
            case "ends_with" -> (Kernel.Text2) (a, b) -> Kernel.truth(a.endsWith(b));
            case "regex_find" -> Regex.find(Kernels.text(call, 1));
            case "regex_extract" -> Regex.extract(Kernels.text(call, 1), whole(call, 2, 0));
            case "split_part" -> {
                String between = Kernels.text(call, 1);
                int part = whole(call, 2, 1);
                yield (Kernel.TextOfText1) a -> part(a, between, part);
            }
            case "word_count" -> (Kernel.Text1) a -> Double.doubleToLongBits(Words.count(a));
            case "count_word" -> {
                String word = Kernels.text(call, 1);
                yield (Kernel.Text1) a -> Double.doubleToLongBits(Words.count(a, word));
            }
            case "ngram" -> {
                int size = whole(call, 1, 1);
                int from = whole(call, 2, 1);
                yield (Kernel.TextOfText1) a -> Words.ngram(a, size, from);
            }
            case "ngram_similarity" -> {
                int size = whole(call, 2, 1);
                yield (Kernel.Text2) (a, b) -> Double.doubleToLongBits(similarity(a, b, size));
            }
            case "levenshtein" -> (Kernel.Text2) (a, b) -> Double.doubleToLongBits(distance(a, b));
            case "hash" -> {
                int seed = whole(call, 1, 0);
                int buckets = whole(call, 2, 1);
                yield (Kernel.Text1)
                        a -> Double.doubleToLongBits((double) Long.remainderUnsigned(XxHash64.hash(a, seed), buckets));
            }
            case "parse_number" -> (Kernel.Text1) TextKernels::number;
            case "to_text" -> text(first);
            default -> null;
        };
    }

    /** {@return a constant argument that is a whole number, or another number if the call does not have it} */
    private static int whole(Expression.Call call, int index, int otherwise) {
        return index < call.arguments().size() ? (int) Kernels.number(call, index) : otherwise;
    }

    private static Kernel.TextOfText1 substring(Expression.Call call) {
        long from = whole(call, 1, 1) - 1L;
        long to = from + whole(call, 2, Integer.MAX_VALUE);
        return a -> {
            int count = a.codePointCount(0, a.length());
            int begin = (int) Math.min(Math.max(from, 0), count);
            int end = (int) Math.min(Math.max(to, begin), count);
            int beginIndex = a.offsetByCodePoints(0, begin);
            return a.substring(beginIndex, a.offsetByCodePoints(beginIndex, end - begin));
        };
    }

    private static @Nullable String replace(String a, String wanted, String put) {
        if (wanted.isEmpty()) {
            return a;
        }
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (int at = a.indexOf(wanted); at >= 0 && text.length() <= MAX_LENGTH; at = a.indexOf(wanted, copied)) {
            text.append(a, copied, at).append(put);
            copied = at + wanted.length();
        }
        text.append(a, copied, a.length());
        return text.length() > MAX_LENGTH ? null : text.toString();
    }

    private static @Nullable String part(String a, String between, int wanted) {
        int begin = 0;
        for (int part = 1; ; part++) {
            int end = between.isEmpty() ? -1 : a.indexOf(between, begin);
            if (part == wanted) {
                return a.substring(begin, end < 0 ? a.length() : end);
            } else if (end < 0) {
                return null;
            }
            begin = end + between.length();
        }
    }

    private static double similarity(String a, String b, int size) {
        Set<String> left = grams(a, size);
        Set<String> right = grams(b, size);
        long common = left.stream().filter(right::contains).count();
        long all = left.size() + right.size() - common;
        return all == 0 ? 1 : (double) common / all;
    }

    private static Set<String> grams(String text, int size) {
        Set<String> grams = new HashSet<>();
        for (int i = 0; i <= text.length() - size; i++) {
            grams.add(text.substring(i, i + size));
        }
        return grams;
    }

    /** One row of the table of distances of all beginnings at a time (Wagner and Fischer 1974). */
    private static int distance(String left, String right) {
        int rows = Math.min(left.length(), MAX_COMPARED);
        int columns = Math.min(right.length(), MAX_COMPARED);
        int[] distances = new int[columns + 1];
        for (int j = 0; j <= columns; j++) {
            distances[j] = j;
        }
        for (int i = 1; i <= rows; i++) {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= columns; j++) {
                int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.min(changed, Math.min(distances[j], distances[j - 1]) + 1);
            }
        }
        return distances[columns];
    }

    private static long number(String a) {
        return Decimal.isDecimal(a) ? Double.doubleToLongBits(Double.parseDouble(a)) : RowExpression.NULL;
    }

    private static Kernel text(DataType type) {
        if (type == DataType.STRING) {
            return (Kernel.TextOfText1) a -> a;
        } else if (type == DataType.TIMESTAMP) {
            return (Kernel.TextOfBits1) a -> Times.instant(a).toString();
        } else if (type == DataType.BOOLEAN) {
            return (Kernel.TextOfBits1) a -> a == RowExpression.TRUE ? "true" : "false";
        }
        return (Kernel.TextOfBits1) a -> Decimal.text(Double.longBitsToDouble(a));
    }
}
