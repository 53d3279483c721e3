// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

/**
 * Damaged files either give a model that predicts numbers or are refused in an orderly way.
 * {@code -Dmlops4j.mutants=1000000} tries more.
 */
class MutatedLightgbmTest {

    private static final int MUTANTS = Integer.getInteger("mlops4j.mutants", 3000);

    /** The first mutant pays for loading classes, too. */
    private static final long BASE_BYTES = 8_000_000;

    private static final int BYTES_PER_BYTE = 100;

    private static final String[] WORDS = {
        "nan",
        "NaN",
        "-1",
        "-2147483648",
        "2147483647",
        "4294967295",
        "9999999999",
        "1e999",
        "inf",
        "-inf",
        "0x1p3",
        "=",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "end of trees\n",
        "Tree=0\n"
    };

    static List<Map<String, Object>> models() {
        return List.of(
                Map.of("objective", "multiclass", "num_class", 4, "num_leaves", 7, "categorical_feature", "3,6"),
                Map.of("objective", "regression", "num_leaves", 9, "linear_tree", true));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyMutantIsReadOrRefused(Map<String, Object> parameters) throws Exception {
        byte[] model = OriginalLibrary.train(parameters, 3).getBytes(StandardCharsets.UTF_8);
        byte[] unsized = new String(model, StandardCharsets.UTF_8)
                .replaceAll("tree_sizes=.*\n", "")
                .getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            byte[] base = seed % 2 == 0 ? model : unsized;
            read += outcome(mutant(base, new SplittableRandom(seed)), parameters + " seed " + seed);
        }
        assertThat(read).as("mutants that are still models").isBetween(1, MUTANTS - 1);
    }

    @Test
    void everyTruncationBeforeTheEndOfTreesIsRefused() throws Exception {
        String model = OriginalLibrary.train(Map.of("objective", "binary", "num_leaves", 4), 2);
        byte[] bytes = model.getBytes(StandardCharsets.UTF_8);
        int end = model.indexOf("end of trees") + "end of trees".length();
        for (int length = 0; length < end; length++) {
            assertThat(outcome(Arrays.copyOf(bytes, length), "cut to " + length))
                    .as("cut to %s bytes", length)
                    .isZero();
        }
        assertThat(outcome(Arrays.copyOf(bytes, end), "cut after the trees")).isOne();
    }

    @Test
    void everyLostLineOfATreeIsRefused() throws Exception {
        String model = OriginalLibrary.train(Map.of("objective", "binary", "num_leaves", 4), 2);
        List<String> lines = model.lines().toList();
        for (int line = lines.indexOf("Tree=0"); line < lines.indexOf("end of trees"); line++) {
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                rest.append(i == line ? "" : lines.get(i) + "\n");
            }
            assertThat(outcome(rest.toString().getBytes(StandardCharsets.UTF_8), "without line " + line))
                    .as("without the line '%s'", lines.get(line))
                    .isZero();
        }
    }

    /** 1 if it is a model, 0 if it is refused, and a failure otherwise. */
    private static int outcome(byte[] bytes, String what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        int read = 0;
        try {
            LightgbmModel model = LightgbmModel.read(bytes);
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
        for (double value : new double[] {0, -1e30, 1e30, Double.NaN, Double.POSITIVE_INFINITY}) {
            Arrays.fill(row, value);
            predictor.predict(row, out);
        }
    }

    private static byte[] mutant(byte[] model, SplittableRandom random) {
        byte[] bytes = model.clone();
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> replace(bytes, at, 1, new byte[] {(byte) random.nextInt()});
                case 1 -> replace(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
                case 2 -> replace(bytes, at, Math.min(bytes.length - at, random.nextInt(1, 40)), new byte[0]);
                case 3 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 60)));
                case 4 -> replaceDigit(bytes, at, random);
                default -> {
                    byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.US_ASCII);
                    yield replace(bytes, at, Math.min(random.nextInt(word.length + 1), bytes.length - at), word);
                }
            };
        }
        return bytes;
    }

    /** Keeps the lengths that the file states right. */
    private static byte[] replaceDigit(byte[] bytes, int from, SplittableRandom random) {
        int at = from;
        while (at < bytes.length && !Character.isDigit(bytes[at])) {
            at++;
        }
        return replace(bytes, at, at < bytes.length ? 1 : 0, new byte[] {(byte) ('0' + random.nextInt(10))});
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }
}
