// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/** Records of users, read and made. */
final class RecordAccess {

    private RecordAccess() {}

    /** {@return the accessor of a component, which can be called} */
    static Method accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        requireOpen(component.getDeclaringRecord(), accessor);
        return accessor;
    }

    static @Nullable Object read(Method accessor, Record row) {
        try {
            return accessor.invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new InvalidException(
                    "could not read component '" + accessor.getName() + "' of "
                            + row.getClass().getSimpleName(),
                    e);
        }
    }

    /** {@return a record of these values, in the order of the components} */
    static <R extends Record> R make(Class<R> type, @Nullable Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            requireOpen(type, constructor);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable refusal = requireNonNull(e.getCause(), "cause");
            throw new InvalidException(
                    "record " + type.getSimpleName() + " refuses its values: " + refusal.getMessage(), refusal);
        } catch (ReflectiveOperationException e) {
            throw new InvalidException("could not make a record " + type.getSimpleName(), e);
        }
    }

    private static void requireOpen(Class<?> type, AccessibleObject member) {
        if (!member.trySetAccessible()) {
            throw new InvalidException("record " + type.getName() + " cannot be read from outside module "
                    + type.getModule().getName() + "; add 'opens " + type.getPackageName()
                    + " to org.mlops4j.api;' to its module-info");
        }
    }
}
