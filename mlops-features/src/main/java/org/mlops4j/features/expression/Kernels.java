// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Times;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Parameter;
import org.mlops4j.features.ScalarFunction;

/** Finds the kernel of a call; what is constant in the call is built into it. */
final class Kernels {

    private Kernels() {}

    /**
     * {@return the kernel}
     *
     * @param call no call that the evaluators take apart themselves, see {@link RowCompiler}
     * @param first the type of the first argument
     */
    static Kernel of(Expression.Call call, DataType first) {
        Kernel kernel = NumberKernels.find(call);
        if (kernel == null) {
            kernel = LogicKernels.find(call, first);
        }
        if (kernel == null) {
            kernel = TextKernels.find(call, first);
        }
        if (kernel == null) {
            kernel = TimeKernels.find(call);
        }
        if (kernel == null) {
            kernel = GeoKernels.find(call);
        }
        if (kernel == null) {
            throw new IllegalStateException("function " + call.function() + " of the catalogue has no kernel");
        }
        return kernel;
    }

    /** {@return the arguments that are not built into the kernel} */
    static List<Expression> operands(Expression.Call call) {
        List<Parameter> parameters = ScalarFunction.require(call.function())
                .parameters(call.arguments().size());
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).isConstant()) {
                operands.add(call.arguments().get(i));
            }
        }
        return operands;
    }

    /** {@return the values of a case in order, the one without a condition last} */
    static List<Expression> caseValues(List<Expression> arguments) {
        return IntStream.range(0, arguments.size())
                .filter(i -> i % 2 == 1 || i == arguments.size() - 1)
                .mapToObj(arguments::get)
                .toList();
    }

    /** {@return the bits of a constant number, truth or instant, or {@code null} if the expression is none} */
    static @Nullable Long constantBits(Expression expression) {
        if (expression instanceof Expression.Constant number) {
            return Double.doubleToLongBits(number.value());
        } else if (expression instanceof Expression.Truth truth) {
            return Kernel.truth(truth.value());
        } else if (expression instanceof Expression.Call call && call.function().equals("timestamp")) {
            return time(Times.nanos(Instant.parse(text(call, 0))));
        }
        return null;
    }

    /** {@return the field of an INT64 column, whose digits must not go through a double, or -1 for all else} */
    static int wholeColumn(Expression expression, Schema schema) {
        if (!(expression instanceof Expression.Column column)) {
            return -1;
        }
        int field = schema.index(column.name());
        return schema.field(field).type() == DataType.INT64 ? field : -1;
    }

    /** {@return the bits of an instant: its nanoseconds, but for the one that stands for null} */
    static long time(long nanos) {
        return nanos == RowExpression.NULL ? nanos + 1 : nanos;
    }

    /** {@return a constant argument that is a number} */
    static double number(Expression.Call call, int index) {
        return ((Expression.Constant) call.arguments().get(index)).value();
    }

    /** {@return a constant argument that is a text} */
    static String text(Expression.Call call, int index) {
        return ((Expression.Text) call.arguments().get(index)).value();
    }
}
