// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.telemetry;

import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.Telemetry.Timing;
import org.mlops4j.storage.Verification;

/**
 * A store that tells how long its durable transactions take.
 *
 * @param store keeps the documents
 * @param transactions takes the times
 */
public record MeasuredMetadata(MetadataStore store, Timing transactions) implements MetadataStore {

    /** {@return the store, measured unless nobody wants to know} */
    public static MetadataStore of(MetadataStore store, Timing transactions) {
        return transactions == Timing.none() ? store : new MeasuredMetadata(store, transactions);
    }

    @Override
    public <T> T read(Function<? super MetadataReader, T> work) {
        return store.read(work);
    }

    @Override
    public <T> T write(Function<? super MetadataWriter, T> work) {
        return transactions.measure(1, () -> store.write(work));
    }

    @Override
    public long await(long after, Duration timeout) throws InterruptedException {
        return store.await(after, timeout);
    }

    @Override
    public Verification verify() {
        return store.verify();
    }

    @Override
    public void close() {
        store.close();
    }
}
