// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.FALSE;
import static org.mlops4j.features.expression.RowExpression.NULL;
import static org.mlops4j.features.expression.RowExpression.TRUE;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.features.Expression;

/** The kernels of comparison and logic. */
final class LogicKernels {

    private static final long NEGATIVE_ZERO = Double.doubleToLongBits(-0.0);

    private LogicKernels() {}

    static @Nullable Kernel find(Expression.Call call, DataType first) {
        return switch (call.function()) {
            case "equal", "not_equal", "less", "at_most", "greater", "at_least" -> comparison(call.function(), first);
            case "between" -> between(first);
            case "in" -> in(call, first);
            case "lookup" -> lookup(call, first);
            case "lookup_text" -> lookupText(call, first);
            case "and" -> both(FALSE);
            case "or" -> both(TRUE);
            case "not" -> (Kernel.Bits1) a -> Kernel.truth(a == FALSE);
            case "nullif" -> nullIf(first);
            default -> null;
        };
    }

    private static Kernel comparison(String function, DataType type) {
        if (type == DataType.STRING) {
            return texts(function);
        }
        return type == DataType.TIMESTAMP ? times(function) : numbers(function);
    }

    private static Kernel.Text2 texts(String function) {
        return switch (function) {
            case "equal" -> (a, b) -> Kernel.truth(a.equals(b));
            case "not_equal" -> (a, b) -> Kernel.truth(!a.equals(b));
            case "less" -> (a, b) -> Kernel.truth(a.compareTo(b) < 0);
            case "at_most" -> (a, b) -> Kernel.truth(a.compareTo(b) <= 0);
            case "greater" -> (a, b) -> Kernel.truth(a.compareTo(b) > 0);
            default -> (a, b) -> Kernel.truth(a.compareTo(b) >= 0);
        };
    }

    private static Kernel.Bits2 times(String function) {
        return switch (function) {
            case "equal" -> (a, b) -> Kernel.truth(a == b);
            case "not_equal" -> (a, b) -> Kernel.truth(a != b);
            case "less" -> (a, b) -> Kernel.truth(a < b);
            case "at_most" -> (a, b) -> Kernel.truth(a <= b);
            case "greater" -> (a, b) -> Kernel.truth(a > b);
            default -> (a, b) -> Kernel.truth(a >= b);
        };
    }

    private static Kernel.Bits2 numbers(String function) {
        return switch (function) {
            case "equal" -> (a, b) -> Kernel.truth(Double.longBitsToDouble(a) == Double.longBitsToDouble(b));
            case "not_equal" -> (a, b) -> Kernel.truth(Double.longBitsToDouble(a) != Double.longBitsToDouble(b));
            case "less" -> (a, b) -> Kernel.truth(Double.longBitsToDouble(a) < Double.longBitsToDouble(b));
            case "at_most" -> (a, b) -> Kernel.truth(Double.longBitsToDouble(a) <= Double.longBitsToDouble(b));
            case "greater" -> (a, b) -> Kernel.truth(Double.longBitsToDouble(a) > Double.longBitsToDouble(b));
            default -> (a, b) -> Kernel.truth(Double.longBitsToDouble(a) >= Double.longBitsToDouble(b));
        };
    }

    private static Kernel between(DataType type) {
        if (type == DataType.STRING) {
            return (Kernel.Text3) (a, low, high) -> Kernel.truth(a.compareTo(low) >= 0 && a.compareTo(high) <= 0);
        }
        Kernel.Bits2 atLeast = type == DataType.TIMESTAMP ? times("at_least") : numbers("at_least");
        return (Kernel.Bits3) (a, low, high) -> Kernel.truth(atLeast.of(a, low) == TRUE && atLeast.of(high, a) == TRUE);
    }

    private static Kernel in(Expression.Call call, DataType type) {
        Map<Object, Long> members = new HashMap<>();
        call.arguments().stream().skip(1).forEach(member -> members.put(key(member, type), TRUE));
        if (type != DataType.STRING && type != DataType.TIMESTAMP) {
            members.remove(RowExpression.NAN);
        }
        return found(members, FALSE, type);
    }

    private static Kernel lookup(Expression.Call call, DataType type) {
        Map<Object, Long> values = new HashMap<>();
        int count = call.arguments().size();
        for (int i = 1; i + 1 < count; i += 2) {
            values.putIfAbsent(
                    key(call.arguments().get(i), type), Double.doubleToLongBits(Kernels.number(call, i + 1)));
        }
        long otherwise = count % 2 == 0 ? Double.doubleToLongBits(Kernels.number(call, count - 1)) : NULL;
        return found(values, otherwise, type);
    }

    private static Kernel lookupText(Expression.Call call, DataType type) {
        int count = call.arguments().size();
        // The first place is that of all other keys.
        @Nullable String[] texts = new @Nullable String[(count + 1) / 2];
        texts[0] = count % 2 == 0 ? Kernels.text(call, count - 1) : null;
        Map<Object, Long> places = new HashMap<>();
        for (int i = 1; i + 1 < count; i += 2) {
            int place = (i + 1) / 2;
            texts[place] = Kernels.text(call, i + 1);
            places.putIfAbsent(key(call.arguments().get(i), type), (long) place);
        }
        if (type == DataType.STRING) {
            return (Kernel.TextOfText1)
                    a -> texts[(int) places.getOrDefault(a, 0L).longValue()];
        }
        LongTable table = LongTable.of(places, 0);
        return type == DataType.TIMESTAMP
                ? (Kernel.TextOfBits1) a -> texts[(int) table.get(a)]
                : (Kernel.TextOfBits1) a -> texts[(int) table.get(a == NEGATIVE_ZERO ? 0 : a)];
    }

    private static Kernel found(Map<Object, Long> values, long otherwise, DataType type) {
        if (type == DataType.STRING) {
            return (Kernel.Text1) a -> values.getOrDefault(a, otherwise);
        }
        LongTable table = LongTable.of(values, otherwise);
        return type == DataType.TIMESTAMP
                ? (Kernel.Bits1) table::get
                : (Kernel.Bits1) a -> table.get(a == NEGATIVE_ZERO ? 0 : a);
    }

    private static Object key(Expression constant, DataType type) {
        if (constant instanceof Expression.Text text) {
            return text.value();
        }
        Long bits = Kernels.constantBits(constant);
        if (bits == null) {
            throw new IllegalArgumentException(constant + " is no constant");
        }
        return type != DataType.TIMESTAMP && bits == NEGATIVE_ZERO ? (Long) 0L : bits;
    }

    /** One value decides, whatever the other side is. */
    private static Kernel.Own both(long decides) {
        return (a, b) -> {
            if (a == decides || b == decides) {
                return decides;
            }
            return a == NULL || b == NULL ? NULL : a;
        };
    }

    private static Kernel nullIf(DataType type) {
        if (type == DataType.STRING) {
            return (Kernel.OwnText) (a, b) -> a != null && a.equals(b) ? null : a;
        }
        Kernel.Bits2 equal = type == DataType.TIMESTAMP ? times("equal") : numbers("equal");
        return (Kernel.Own) (a, b) -> a != NULL && b != NULL && equal.of(a, b) == TRUE ? NULL : a;
    }
}
