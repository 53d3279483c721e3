// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NULL;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluators that apply a kernel row by row to what their operands fill in. */
final class ColumnKernels {

    private ColumnKernels() {}

    /** A function of two values, over the first rows of two arrays and into the first of them. */
    @FunctionalInterface
    private interface Loop {
        void over(long[] a, long[] b, int count);
    }

    private static ColumnBits two(Loop loop, ColumnBits a, ColumnBits b) {
        return (batch, out) -> {
            a.fill(batch, out);
            long[] right = batch.longs();
            b.fill(batch, right);
            loop.over(out, right, batch.count());
            batch.giveBack(right);
        };
    }

    static ColumnBits ofBits(Kernel kernel, List<ColumnBits> operands) {
        if (kernel instanceof Kernel.Bits1 one) {
            return one(one, operands.get(0));
        } else if (kernel instanceof Kernel.Bits2 two) {
            ColumnBits joined = operands.get(0);
            for (ColumnBits next : operands.subList(1, operands.size())) {
                joined = two((a, b, count) -> over(two, a, b, count), joined, next);
            }
            return joined;
        } else if (kernel instanceof Kernel.Own own) {
            return two((a, b, count) -> overNulls(own, a, b, count), operands.get(0), operands.get(1));
        } else if (kernel instanceof Kernel.Bits3 three) {
            return three(three, operands);
        } else if (kernel instanceof Kernel.Bits4 four) {
            return four(four, operands);
        }
        throw new IllegalStateException("a kernel does not give what the catalogue says");
    }

    private static void over(Kernel.Bits2 kernel, long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = a[i] == NULL || b[i] == NULL ? NULL : kernel.of(a[i], b[i]);
        }
    }

    private static void overNulls(Kernel.Own kernel, long[] a, long[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] = kernel.of(a[i], b[i]);
        }
    }

    private static ColumnBits one(Kernel.Bits1 kernel, ColumnBits operand) {
        return (batch, out) -> {
            operand.fill(batch, out);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = out[i] == NULL ? NULL : kernel.of(out[i]);
            }
        };
    }

    private static ColumnBits three(Kernel.Bits3 kernel, List<ColumnBits> operands) {
        return (batch, out) -> {
            long[] b = batch.longs();
            long[] c = batch.longs();
            operands.get(0).fill(batch, out);
            operands.get(1).fill(batch, b);
            operands.get(2).fill(batch, c);
            for (int i = 0; i < batch.count(); i++) {
                boolean missing = out[i] == NULL || b[i] == NULL || c[i] == NULL;
                out[i] = missing ? NULL : kernel.of(out[i], b[i], c[i]);
            }
            batch.giveBack(b);
            batch.giveBack(c);
        };
    }

    private static ColumnBits four(Kernel.Bits4 kernel, List<ColumnBits> operands) {
        return (batch, out) -> {
            long[] b = batch.longs();
            long[] c = batch.longs();
            long[] d = batch.longs();
            operands.get(0).fill(batch, out);
            operands.get(1).fill(batch, b);
            operands.get(2).fill(batch, c);
            operands.get(3).fill(batch, d);
            for (int i = 0; i < batch.count(); i++) {
                boolean missing = out[i] == NULL || b[i] == NULL || c[i] == NULL || d[i] == NULL;
                out[i] = missing ? NULL : kernel.of(out[i], b[i], c[i], d[i]);
            }
            batch.giveBack(b);
            batch.giveBack(c);
            batch.giveBack(d);
        };
    }

    static ColumnBits ofTexts(Kernel kernel, List<ColumnText> operands) {
        if (kernel instanceof Kernel.Text1 one) {
            return (batch, out) -> {
                @Nullable String[] a = batch.texts();
                operands.get(0).fill(batch, a);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = a[i] == null ? NULL : one.of(a[i]);
                }
                batch.giveBack(a);
            };
        } else if (kernel instanceof Kernel.Text2 two) {
            return (batch, out) -> {
                @Nullable String[] a = batch.texts();
                @Nullable String[] b = batch.texts();
                operands.get(0).fill(batch, a);
                operands.get(1).fill(batch, b);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = a[i] == null || b[i] == null ? NULL : two.of(a[i], b[i]);
                }
                batch.giveBack(a);
                batch.giveBack(b);
            };
        } else if (kernel instanceof Kernel.Text3 three) {
            return (batch, out) -> {
                @Nullable String[] a = batch.texts();
                @Nullable String[] b = batch.texts();
                @Nullable String[] c = batch.texts();
                operands.get(0).fill(batch, a);
                operands.get(1).fill(batch, b);
                operands.get(2).fill(batch, c);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = a[i] == null || b[i] == null || c[i] == null ? NULL : three.of(a[i], b[i], c[i]);
                }
                batch.giveBack(a);
                batch.giveBack(b);
                batch.giveBack(c);
            };
        }
        throw new IllegalStateException("a kernel does not give what the catalogue says");
    }

    static ColumnText textOfBits(Kernel kernel, List<ColumnBits> operands) {
        return (Batch batch, @Nullable String[] out) -> {
            long[] a = batch.longs();
            operands.get(0).fill(batch, a);
            if (kernel instanceof Kernel.TextOfBits1 one) {
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = a[i] == NULL ? null : one.of(a[i]);
                }
            } else if (kernel instanceof Kernel.TextOfBits2 two) {
                long[] b = batch.longs();
                operands.get(1).fill(batch, b);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = a[i] == NULL || b[i] == NULL ? null : two.of(a[i], b[i]);
                }
                batch.giveBack(b);
            }
            batch.giveBack(a);
        };
    }

    static ColumnText textOfTexts(Kernel kernel, List<ColumnText> operands) {
        if (kernel instanceof Kernel.TextOfText1 one) {
            return (Batch batch, @Nullable String[] out) -> {
                operands.get(0).fill(batch, out);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = out[i] == null ? null : one.of(out[i]);
                }
            };
        } else if (kernel instanceof Kernel.OwnText own) {
            return join(own, operands.get(0), operands.get(1));
        } else if (kernel instanceof Kernel.TextOfText2 two) {
            ColumnText joined = operands.get(0);
            for (ColumnText next : operands.subList(1, operands.size())) {
                joined = join((a, b) -> a == null || b == null ? null : two.of(a, b), joined, next);
            }
            return joined;
        }
        throw new IllegalStateException("a kernel does not give what the catalogue says");
    }

    private static ColumnText join(Kernel.OwnText kernel, ColumnText a, ColumnText b) {
        return (Batch batch, @Nullable String[] out) -> {
            a.fill(batch, out);
            @Nullable String[] right = batch.texts();
            b.fill(batch, right);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = kernel.of(out[i], right[i]);
            }
            batch.giveBack(right);
        };
    }
}
