// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose commits happen and are not confirmed, when told so. */
final class FaultyCommit {

    private final DataSource source;
    private final AtomicReference<@Nullable SQLException> next = new AtomicReference<>();

    FaultyCommit(DataSource source) {
        this.source = source;
    }

    /** The next commit happens and then fails so. */
    void failAfterCommit(SQLException failure) {
        next.set(failure);
    }

    DataSource dataSource() {
        return wrapped(DataSource.class, source);
    }

    private <T> T wrapped(Class<T> type, Object target) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(target, method, arguments));
        return type.cast(proxy);
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (target instanceof Statement && arguments != null && arguments[0].equals("commit")) {
            SQLException failure = next.getAndSet(null);
            if (failure != null) {
                throw failure;
            }
        }
        if (result instanceof Connection connection) {
            return wrapped(Connection.class, connection);
        }
        return result instanceof Statement statement && method.getReturnType() == Statement.class
                ? wrapped(Statement.class, statement)
                : result;
    }
}
