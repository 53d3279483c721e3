// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Expression;

/** The kernels of time. */
final class TimeKernels {

    private TimeKernels() {}

    static @Nullable Kernel find(Expression.Call call) {
        return switch (call.function()) {
            case "hour" -> {
                LocalTimes times = times(call, 1);
                yield (Kernel.Bits1) a -> Double.doubleToLongBits(times.hour(a));
            }
            case "weekday" -> {
                LocalTimes times = times(call, 1);
                yield (Kernel.Bits1) a -> Double.doubleToLongBits(times.weekday(a));
            }
            default -> null;
        };
    }

    private static LocalTimes times(Expression.Call call, int zone) {
        return LocalTimes.of(ZoneId.of(Kernels.text(call, zone)));
    }
}
