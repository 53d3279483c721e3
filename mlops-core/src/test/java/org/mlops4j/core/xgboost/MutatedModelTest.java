// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

/**
 * Damaged files either give a model that predicts numbers or are refused in an orderly way.
 * {@code -Dmlops4j.mutants=1000000} tries more.
 */
class MutatedModelTest {

    private static final int MUTANTS = Integer.getInteger("mlops4j.mutants", 3000);

    private static final long BASE_BYTES = 4_000_000;

    private static final int BYTES_PER_BYTE = 100;

    private static final String[] WORDS = {
        "NaN",
        "-1",
        "2147483647",
        "9999999999",
        "1e999",
        "Infinity",
        "null",
        "[",
        "]",
        "{",
        "}",
        "\"",
        ",",
        "true",
        "0x1p3"
    };

    private static final byte[][] MARKERS = {
        {'#', 'L', 0x7f, -1, -1, -1, -1, -1, -1, -1},
        {'#', 'l', 0x7f, -1, -1, -1},
        {'[', '$', 'Z', '#'},
        {'[', '['},
        {'{', '{'},
        {'L', -1, -1, -1, -1, -1, -1, -1, -1},
        {'['},
        {']'},
        {'{'},
        {'}'},
        {'$', 'd'},
        {'N'},
        {'S', 'U', -1}
    };

    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void everyMutantIsReadOrRefused(String format) throws Exception {
        byte[] model = TrainedModels.train(
                        Map.of(
                                "objective",
                                "multi:softprob",
                                "num_class",
                                4,
                                "max_depth",
                                3,
                                TrainedModels.CATEGORICAL,
                                1),
                        4)
                .toByteArray(format);
        int read = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            read += outcome(mutant(model, format, new SplittableRandom(seed)), format + " seed " + seed);
        }
        assertThat(read).as("mutants that are still models").isBetween(1, MUTANTS - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj"})
    void everyTruncationIsRefused(String format) throws Exception {
        byte[] model = TrainedModels.train(Map.of("objective", "binary:logistic", "max_depth", 2), 2)
                .toByteArray(format);
        for (int length = 0; length < model.length; length++) {
            assertThat(outcome(Arrays.copyOf(model, length), format + " cut to " + length))
                    .as("%s cut to %s bytes", format, length)
                    .isZero();
        }
        assertThat(outcome(Arrays.copyOf(model, model.length + 1), "a byte more"))
                .isZero();
    }

    /** 1 if it is a model, 0 if it is refused, and a failure otherwise. */
    private static int outcome(byte[] bytes, String what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        int read = 0;
        try {
            XgboostModel model = XgboostModel.read(bytes);
            read = 1;
            if (model.features() < 100_000) {
                predict(model.predictor());
            }
        } catch (InvalidException | IncompatibleException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (Throwable e) {
            fail(what + " gave " + e, e);
        }
        long used = threads.getThreadAllocatedBytes(id) - before;
        assertThat(used).as("bytes used for %s", what).isLessThan(BASE_BYTES + (long) BYTES_PER_BYTE * bytes.length);
        return read;
    }

    private static void predict(Predictor predictor) {
        double[] row = new double[predictor.inputs()];
        double[] out = new double[predictor.outputs()];
        for (double value : new double[] {0, -1e30, 1e30, Double.NaN}) {
            Arrays.fill(row, value);
            predictor.predict(row, out);
        }
    }

    private static byte[] mutant(byte[] model, String format, SplittableRandom random) {
        byte[] bytes = model.clone();
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> replace(bytes, at, 1, new byte[] {(byte) random.nextInt()});
                case 1 -> replace(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
                case 2 -> replace(bytes, at, Math.min(bytes.length - at, random.nextInt(1, 40)), new byte[0]);
                case 3 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 60)));
                case 4 -> replaceNumber(bytes, at, random);
                default -> {
                    byte[] part = format.equals("json")
                            ? WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.US_ASCII)
                            : MARKERS[random.nextInt(MARKERS.length)];
                    yield replace(bytes, at, Math.min(random.nextInt(part.length + 1), bytes.length - at), part);
                }
            };
        }
        return bytes;
    }

    /** Replaces the next run of digits, which keeps JSON well-formed, and the texts in UBJSON, too. */
    private static byte[] replaceNumber(byte[] bytes, int from, SplittableRandom random) {
        int at = from;
        while (at < bytes.length && !Character.isDigit(bytes[at])) {
            at++;
        }
        int end = at;
        while (end < bytes.length && Character.isDigit(bytes[end])) {
            end++;
        }
        String digits = "0123456789".repeat(10).substring(random.nextInt(10), random.nextInt(10, 20));
        byte[] other = digits.substring(0, Math.min(digits.length(), Math.max(1, end - at)))
                .getBytes(StandardCharsets.US_ASCII);
        return replace(bytes, at, end - at, other);
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }
}
