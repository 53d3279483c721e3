// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.mlops4j.data.Table;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;

/** Stores of a directory that tell what is asked of them, or fail when they are told to. */
final class FaultyStores {

    private FaultyStores() {}

    /** {@return the store itself, but that it fails to give states when it is told to} */
    static OnlineStore failing(OnlineStore store, BooleanSupplier now) {
        return (OnlineStore) Proxy.newProxyInstance(
                OnlineStore.class.getClassLoader(), new Class<?>[] {OnlineStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("get") && now.getAsBoolean()) {
                        throw new StorageException("the disk is away for a moment");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** {@return the store itself, but that it tells into which view something was put} */
    static OnlineStore told(OnlineStore store, Consumer<String> put) {
        return (OnlineStore) Proxy.newProxyInstance(
                OnlineStore.class.getClassLoader(), new Class<?>[] {OnlineStore.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("put")) {
                            put.accept((String) arguments[0]);
                        }
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** {@return the store itself, but that it tells how many characters are put} */
    static OnlineStore counting(OnlineStore store, LongConsumer characters) {
        return (OnlineStore) Proxy.newProxyInstance(
                OnlineStore.class.getClassLoader(), new Class<?>[] {OnlineStore.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("put")) {
                            for (Object entry : (List<?>) arguments[1]) {
                                characters.accept(
                                        ((OnlineStore.Entry) entry).state().length());
                            }
                        }
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** {@return the log itself, but that it tells how many rows were read} */
    static EventLog watched(EventLog log, LongConsumer read) {
        return (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(log, arguments);
                        if (method.getName().equals("read")) {
                            read.accept(((Table) result).rowCount());
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
