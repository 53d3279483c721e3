// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages files. */
final class Mutant {

    private Mutant() {}

    /** {@return a copy with up to four bytes changed, one byte range taken out, or one put in twice} */
    static byte[] of(byte[] file, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> changed(file, random);
            case 1 -> {
                int from = random.nextInt(file.length);
                int to = Math.min(file.length, from + 1 + random.nextInt(16));
                byte[] copy = Arrays.copyOf(file, file.length - (to - from));
                System.arraycopy(file, to, copy, from, file.length - to);
                yield copy;
            }
            default -> {
                int from = random.nextInt(file.length);
                int length = Math.min(file.length - from, 1 + random.nextInt(16));
                byte[] copy = Arrays.copyOf(file, file.length + length);
                System.arraycopy(file, from, copy, from + length, file.length - from);
                yield copy;
            }
        };
    }

    private static byte[] changed(byte[] file, SplittableRandom random) {
        byte[] copy = file.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return copy;
    }
}
