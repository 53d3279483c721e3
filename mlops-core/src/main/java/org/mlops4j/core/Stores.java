// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.util.List;
import org.mlops4j.data.DocumentText;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;

/** The stores of a handle, wherever each is. */
record Stores(
        MetadataStore metadata,
        SeriesStore series,
        BlobStore blobs,
        EventLog events,
        OnlineStore online,
        DocumentText json,
        List<AutoCloseable> closeables) {}
