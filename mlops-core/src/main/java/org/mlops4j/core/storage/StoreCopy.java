// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.core.documents.PointPages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Table;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.storage.CopyReport;
import org.mlops4j.storage.StoredBlob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves everything from the stores of one handle to those of another, and compares both. For one use. */
final class StoreCopy {

    private static final Logger LOG = LoggerFactory.getLogger(StoreCopy.class);

    private static final int PAGE = 10_000;

    private final Mlops source;
    private final Mlops target;

    StoreCopy(Mlops source, Mlops target) {
        this.source = source;
        this.target = target;
    }

    CopyReport copy() {
        requireEmpty();
        CopyReport unaudited = source.metadata().read(this::copy);
        return new CopyReport(
                unaudited.documents(),
                unaudited.changes(),
                target.audit().verify(),
                unaudited.points(),
                unaudited.events(),
                unaudited.blobs(),
                unaudited.blobBytes());
    }

    /** Documents refer to the rest, so they are written last, as they were before the rest was read. */
    private CopyReport copy(MetadataReader reader) {
        // Some databases choose the state that a transaction sees when it first reads.
        long changes = reader.lastChange();
        List<Digest> blobs;
        try (Stream<Digest> all = source.blobs().list()) {
            blobs = all.toList();
        }
        long bytes = blobs.stream().mapToLong(this::copyBlob).sum();
        LOG.info("Copied {} blobs of {} bytes", blobs.size(), bytes);
        long points = copySeries();
        LOG.info("Copied {} points", points);
        long events =
                source.events().streams().stream().mapToLong(this::copyStream).sum();
        target.events().sync();
        LOG.info("Copied {} events", events);
        DocumentCopy documents = new DocumentCopy(reader);
        long copied = target.metadata().write(documents::replay);
        target.metadata().read(documents::requireEqual);
        LOG.info("Copied {} documents", copied);
        return new CopyReport(copied, changes, 0, points, events, blobs.size(), bytes);
    }

    private long copyBlob(Digest digest) {
        try (InputStream bytes = source.blobs().open(digest)) {
            // What is put is addressed by its own digest, and what is read is verified: the copy is equal or refused.
            return target.blobs()
                    .find(target.blobs().put(bytes))
                    .filter(copied -> copied.digest().equals(digest))
                    .map(StoredBlob::bytes)
                    .orElseThrow(() -> different("blob " + digest));
        } catch (IOException e) {
            throw new StorageException("could not copy blob " + digest + ": " + e, e);
        }
    }

    private long copySeries() {
        long points = 0;
        List<String> names = source.series().names("", PAGE);
        while (!names.isEmpty()) {
            for (String name : names) {
                points += copySeries(name);
            }
            names = source.series().names(names.get(names.size() - 1), PAGE);
        }
        return points;
    }

    private long copySeries(String name) {
        LongAdder points = new LongAdder();
        PointPages.forEachPage(source.series(), name, page -> {
            target.series().append(page);
            if (!target.series().read(name, page.get(0).step(), page.size()).equals(page)) {
                throw different("series '" + name + "'");
            }
            points.add(page.size());
        });
        return points.sum();
    }

    private long copyStream(EventLog.Stream stream) {
        target.events().create(stream.name(), stream.schema(), stream.timeField());
        long position = 0;
        for (Table page = page(source, stream, 0); page.rowCount() > 0; page = page(source, stream, position)) {
            target.events().append(stream.name(), page);
            Table copied = target.events().read(stream.name(), position, page.rowCount());
            if (!copied.digest().equals(page.digest())) {
                throw different("event stream '" + stream.name() + "'");
            }
            position += page.rowCount();
        }
        return position;
    }

    private static Table page(Mlops mlops, EventLog.Stream stream, long after) {
        return mlops.events().read(stream.name(), after, PAGE);
    }

    private void requireEmpty() {
        boolean documents = target.metadata().<Boolean>read(reader -> reader.lastChange() > 0);
        if (documents
                || !target.series().names("", 1).isEmpty()
                || !target.events().streams().isEmpty()) {
            throw new AlreadyExistsException(
                    "the target of a copy has content already; give it empty stores that were never used");
        }
    }

    private static CorruptException different(String what) {
        return new CorruptException("the copy of " + what + " is not equal to it. Remove the copy and make it again.");
    }
}
