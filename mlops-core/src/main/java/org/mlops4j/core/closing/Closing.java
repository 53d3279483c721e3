// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.closing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.StorageException;

/** Closes several things, all of them even if some fail. */
public final class Closing {

    private Closing() {}

    /** Closes in order; throws the first failure at the end, with the others suppressed in it. */
    public static void all(List<? extends AutoCloseable> closeables) {
        RuntimeException failure = null;
        for (AutoCloseable closeable : closeables) {
            RuntimeException one = close(closeable);
            if (failure == null) {
                failure = one;
            } else if (one != null && one != failure) {
                failure.addSuppressed(one);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes something because of a failure, which stays the one to throw. */
    public static void after(Throwable failure, AutoCloseable closeable) {
        RuntimeException one = close(closeable);
        if (one != null) {
            failure.addSuppressed(one);
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable closeable) {
        try {
            closeable.close();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StorageException("closing the store was interrupted", e);
        } catch (RuntimeException e) {
            return e;
        } catch (Exception e) {
            return new StorageException("could not close " + closeable, e);
        }
    }
}
