// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.lang.reflect.Field;

/** Does what broken native code does: writes where there is no memory. */
final class DyingMain {

    private DyingMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field only = unsafe.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        unsafe.getMethod("putAddress", long.class, long.class).invoke(only.get(null), 0L, 0L);
    }
}
