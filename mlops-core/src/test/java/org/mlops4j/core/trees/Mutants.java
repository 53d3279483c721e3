// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Predictor;

/**
 * Damages files as seeds say, and checks that each either gives a model that predicts numbers or is refused in an
 * orderly way, in time and memory in proportion to it.
 */
public final class Mutants {

    /** The first file pays for loading classes, too. */
    private static final long BASE_BYTES = 16_000_000;

    private static final int BYTES_PER_BYTE = 100;

    private static final long MAX_CPU_NANOS = 5_000_000_000L;

    private static final int MOST_INPUTS = 100_000;

    private final Function<byte[], Predictor> reader;
    private final List<byte[]> parts;

    /**
     * Mutants of one format.
     *
     * @param reader reads the format
     * @param parts what may be put into a file
     */
    public Mutants(Function<byte[], Predictor> reader, List<byte[]> parts) {
        this.reader = reader;
        this.parts = parts;
    }

    /** Checks the mutants of the seeds from 0 on, of which some must be models and some not. */
    public void survive(byte[] model, int count, String what) {
        int read = 0;
        for (int seed = 0; seed < count; seed++) {
            read += isModel(mutant(model, new SplittableRandom(seed)), what + ", seed " + seed) ? 1 : 0;
        }
        assertThat(read).as("mutants of %s that are still models", what).isBetween(1, count - 1);
    }

    /** {@return whether bytes are a model; if not, they were refused in an orderly way} */
    public boolean isModel(byte[] bytes, String what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long bytesBefore = threads.getThreadAllocatedBytes(id);
        long nanosBefore = threads.getCurrentThreadCpuTime();
        boolean read = false;
        try {
            Predictor predictor = reader.apply(bytes);
            read = true;
            if (predictor.inputs() < MOST_INPUTS) {
                predict(predictor);
            }
        } catch (InvalidException | IncompatibleException e) {
            assertThat(e.getMessage()).as(what).isNotBlank();
        } catch (Throwable e) {
            fail(what + " gave " + e, e);
        }
        assertThat(threads.getThreadAllocatedBytes(id) - bytesBefore)
                .as("bytes used for %s", what)
                .isLessThan(BASE_BYTES + (long) BYTES_PER_BYTE * bytes.length);
        assertThat(threads.getCurrentThreadCpuTime() - nanosBefore)
                .as("nanoseconds used for %s", what)
                .isLessThan(MAX_CPU_NANOS);
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

    private byte[] mutant(byte[] model, SplittableRandom random) {
        byte[] bytes = model;
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(7)) {
                case 0 -> replace(bytes, at, 1, new byte[] {(byte) random.nextInt()});
                case 1 -> replace(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
                case 2 -> replace(bytes, at, Math.min(bytes.length - at, random.nextInt(1, 40)), new byte[0]);
                case 3 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 60)));
                case 4 -> replaceDigits(bytes, at, 1, random);
                case 5 -> replaceDigits(bytes, at, 20, random);
                default -> {
                    byte[] part = parts.get(random.nextInt(parts.size()));
                    yield replace(bytes, at, Math.min(random.nextInt(part.length + 1), bytes.length - at), part);
                }
            };
        }
        return bytes;
    }

    /** Replaces the next digits by as many others, which keeps a text well-formed and lengths in it right. */
    private static byte[] replaceDigits(byte[] bytes, int from, int atMost, SplittableRandom random) {
        int at = from;
        while (at < bytes.length && !Character.isDigit(bytes[at])) {
            at++;
        }
        byte[] changed = bytes.clone();
        for (int i = at; i < Math.min(bytes.length, at + atMost) && Character.isDigit(bytes[i]); i++) {
            changed[i] = (byte) ('0' + random.nextInt(10));
        }
        return changed;
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }
}
