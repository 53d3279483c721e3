// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.mlops4j.core.telemetry.MeasuredMetadata;
import org.mlops4j.data.DocumentText;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.Telemetry;

/**
 * The stores of a handle, wherever each is.
 *
 * @param backup copies them to a directory, or says why it cannot
 * @param writable whether documents can be written
 * @param closeables what to close at the end
 */
record Stores(
        MetadataStore metadata,
        SeriesStore series,
        BlobStore blobs,
        EventLog events,
        OnlineStore online,
        DocumentText json,
        Consumer<Path> backup,
        boolean writable,
        List<AutoCloseable> closeables) {

    /** {@return these stores, telling how long their transactions take if somebody wants to know} */
    Stores toldTo(Telemetry telemetry) {
        return new Stores(
                MeasuredMetadata.of(metadata, telemetry.transactions()),
                series,
                blobs,
                events,
                online,
                json,
                backup,
                writable,
                closeables);
    }
}
