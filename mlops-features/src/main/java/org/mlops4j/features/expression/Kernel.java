// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a function of the catalogue does to the values of its arguments, shared by the row and the column evaluator. A
 * value is the bits of {@link RowExpression}: of a double for a number or a truth, nanoseconds for a time; or a text.
 * No kernel throws. But for {@link Own} and {@link OwnText}, none sees a null; each may give one.
 */
sealed interface Kernel {

    /** One value. */
    @FunctionalInterface
    non-sealed interface Bits1 extends Kernel {
        long of(long a);
    }

    /** Two values. */
    @FunctionalInterface
    non-sealed interface Bits2 extends Kernel {
        long of(long a, long b);
    }

    /** Three values. */
    @FunctionalInterface
    non-sealed interface Bits3 extends Kernel {
        long of(long a, long b, long c);
    }

    /** Four values. */
    @FunctionalInterface
    non-sealed interface Bits4 extends Kernel {
        long of(long a, long b, long c, long d);
    }

    /** A text. */
    @FunctionalInterface
    non-sealed interface Text1 extends Kernel {
        long of(String a);
    }

    /** Two texts. */
    @FunctionalInterface
    non-sealed interface Text2 extends Kernel {
        long of(String a, String b);
    }

    /** Three texts. */
    @FunctionalInterface
    non-sealed interface Text3 extends Kernel {
        long of(String a, String b, String c);
    }

    /** A text of a value. */
    @FunctionalInterface
    non-sealed interface TextOfBits1 extends Kernel {
        @Nullable String of(long a);
    }

    /** A text of two values. */
    @FunctionalInterface
    non-sealed interface TextOfBits2 extends Kernel {
        @Nullable String of(long a, long b);
    }

    /** A text of a text. */
    @FunctionalInterface
    non-sealed interface TextOfText1 extends Kernel {
        @Nullable String of(String a);
    }

    /** A text of two texts. */
    @FunctionalInterface
    non-sealed interface TextOfText2 extends Kernel {
        @Nullable String of(String a, String b);
    }

    /** Two values that may be null. */
    @FunctionalInterface
    non-sealed interface Own extends Kernel {
        long of(long a, long b);
    }

    /** A text of two texts that may be null. */
    @FunctionalInterface
    non-sealed interface OwnText extends Kernel {
        @Nullable String of(@Nullable String a, @Nullable String b);
    }

    /** {@return the kernel of a function of a number} */
    static Bits1 of(DoubleUnaryOperator function) {
        return a -> Double.doubleToLongBits(function.applyAsDouble(Double.longBitsToDouble(a)));
    }

    /** {@return the kernel of a function of two numbers} */
    static Bits2 of(DoubleBinaryOperator function) {
        return (a, b) ->
                Double.doubleToLongBits(function.applyAsDouble(Double.longBitsToDouble(a), Double.longBitsToDouble(b)));
    }

    /** {@return the bits of a truth} */
    static long truth(boolean value) {
        return value ? RowExpression.TRUE : RowExpression.FALSE;
    }
}
