// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.mlops4j.storage.Verification;

/** A database that the stores of this package lie in. Thread-safe. */
public interface SqlDatabase extends AutoCloseable {

    /** {@return where it is, for messages; no secrets} */
    String place();

    /** {@return whether it is closed} */
    boolean isClosed();

    /**
     * {@return what read-only work on one committed state returned}
     *
     * @throws IllegalStateException if the database is closed, or this thread is inside a read or write of it
     */
    <T> T read(Function<? super SqlConnection, T> work);

    /**
     * {@return what work in a serializable transaction returned, after its commit} The work may be called again if
     * another transaction made it fail.
     *
     * @throws IllegalStateException if the database is closed, or this thread is inside a read or write of it
     */
    <T> T write(Function<? super SqlConnection, T> work);

    /** {@return tells when there were commits} */
    CommitSignal commits();

    /** Returns when every commit before survives the loss of power. */
    void sync();

    /**
     * Checks the structure of the database as far as it can do so itself: pages and indexes.
     *
     * @throws org.mlops4j.error.CorruptException if something does not fit
     */
    void verify();

    /**
     * {@return what a check of the structure and of what is stored found}
     *
     * @param content reads everything and notes what is damaged
     */
    default Verification verify(BiConsumer<SqlConnection, Verification.Builder> content) {
        Verification.Builder found = new Verification.Builder();
        found.check(this::verify);
        found.check(() -> read(connection -> {
            content.accept(connection, found);
            return found;
        }));
        return found.build();
    }

    /** Waits for running calls and closes the database; idempotent. */
    @Override
    void close();
}
