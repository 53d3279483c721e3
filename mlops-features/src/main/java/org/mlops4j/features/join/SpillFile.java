// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.StorageException;

/** A file of longs that are written once and read in any order. Several threads may read; one may write. */
final class SpillFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private long end;

    private SpillFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * {@return a new file}
     *
     * @throws StorageException if the directory does not exist or cannot be written to
     */
    static SpillFile in(Path directory) {
        try {
            Path path = Files.createTempFile(directory, "join", ".spill");
            return new SpillFile(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new StorageException("the join cannot make a file for its events in " + directory, e);
        }
    }

    /**
     * {@return where the longs begin}
     *
     * @throws StorageException if the disk is full or fails
     */
    long write(long[] cells, int length) {
        long at = end;
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(BUFFER_BYTES, length * Long.BYTES));
        int from = 0;
        try {
            while (from < length) {
                buffer.clear();
                int count = Math.min(buffer.capacity() / Long.BYTES, length - from);
                buffer.asLongBuffer().put(cells, from, count);
                buffer.limit(count * Long.BYTES);
                while (buffer.hasRemaining()) {
                    end += channel.write(buffer, end);
                }
                from += count;
            }
            return at;
        } catch (IOException e) {
            throw new StorageException(
                    "the join cannot write its events to " + path + "; " + end + " bytes of them are there", e);
        }
    }

    /** Reads longs that were written. */
    void read(long at, long[] into, int from, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(BUFFER_BYTES, length * Long.BYTES));
        int done = 0;
        try {
            while (done < length) {
                buffer.clear();
                int count = Math.min(buffer.capacity() / Long.BYTES, length - done);
                buffer.limit(count * Long.BYTES);
                while (buffer.hasRemaining()) {
                    long position = at + (long) done * Long.BYTES + buffer.position();
                    if (channel.read(buffer, position) < 0) {
                        throw new CorruptException("events that the join wrote to " + path + " are no longer there");
                    }
                }
                buffer.flip().asLongBuffer().get(into, from + done, count);
                done += count;
            }
        } catch (IOException e) {
            throw new StorageException("the join cannot read its events from " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("the join cannot remove its file " + path, e);
        }
    }
}
