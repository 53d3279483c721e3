// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.storage.Verification;

/**
 * Small documents in serializable transactions: runs, model versions, aliases, definitions, the audit chain. The rules
 * of the domain live above; an implementation stores, finds and orders.
 *
 * <p><b>Isolation.</b> Transactions are serializable: the result is as if they had run one after another. A reader sees
 * one committed state from its first to its last call.
 *
 * <p><b>Durability.</b> When {@link #write} returns, its effect survives the death of the process and the loss of
 * power. When it throws anything but {@link org.mlops4j.error.OutcomeUnknownException}, it has had no effect.
 *
 * <p><b>Ordering.</b> Every {@code put} and {@code delete} gets the next number of one gapless sequence, in commit
 * order; see {@link MetadataReader#changes}.
 *
 * <p><b>Limits.</b> A kind follows {@link org.mlops4j.data.Name#require}, an id the rule of {@link Key}, a document at
 * least 4 MiB as JSON must be accepted.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, and several processes may share one store unless the
 * implementation refuses at open. Backend failures are {@link org.mlops4j.error.StorageException}, damaged content is
 * {@link org.mlops4j.error.CorruptException}.
 */
public interface MetadataStore extends AutoCloseable {

    /**
     * Runs read-only work on one committed state.
     *
     * @param work gets a reader that is valid until it returns; must not write through another store of the same place
     * @return what the work returned
     */
    <T> T read(Function<? super MetadataReader, T> work);

    /**
     * Runs work in a serializable transaction and commits it durably. If the work throws, nothing is stored and the
     * exception goes to the caller.
     *
     * @param work gets a writer that is valid until it returns; may be called again if the backend asks for a retry, so
     *     it has no effects but through the writer and waits for no other thread; must not call {@code read} or
     *     {@code write} of this store
     * @return what the work of the committed attempt returned
     * @throws org.mlops4j.error.ConflictException if other writers won again and again
     */
    <T> T write(Function<? super MetadataWriter, T> work);

    /**
     * Waits until the change sequence has passed a number.
     *
     * @param after a number of the sequence, 0 for its beginning
     * @param timeout how long to wait at most; zero looks once
     * @return the last number of the sequence now; at most {@code after} if the time ran out
     * @throws InterruptedException if the thread is interrupted
     */
    long await(long after, Duration timeout) throws InterruptedException;

    /** {@return what reading every document found} */
    Verification verify();

    /** Closes the store; idempotent. Later calls throw {@link IllegalStateException}. */
    @Override
    void close();
}
