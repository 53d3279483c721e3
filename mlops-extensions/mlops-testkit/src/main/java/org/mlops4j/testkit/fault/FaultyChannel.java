// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** An open file, or an open directory, which can only be forced. Thread-safe; an interrupt closes it as any channel. */
final class FaultyChannel extends FileChannel {

    private static final int COPY_BYTES = 1 << 13;

    private final Disk disk;
    private final Node node;
    private final FaultyPath path;
    private final OpenMode mode;
    private final long handle;
    private final Object positionLock = new Object();
    private long position;

    FaultyChannel(Disk disk, Node node, FaultyPath path, OpenMode mode, long handle) {
        this.disk = disk;
        this.node = node;
        this.path = path;
        this.mode = mode;
        this.handle = handle;
    }

    Node node() {
        return node;
    }

    FaultyPath path() {
        return path;
    }

    long handle() {
        return handle;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        synchronized (positionLock) {
            int read = read(target, position);
            position += Math.max(0, read);
            return read;
        }
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        requireNotNegative(from, "position");
        requireReadable();
        return interruptibly(() -> disk.read(this, from, target));
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, targets.length);
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            int read = read(targets[i]);
            if (read < 0) {
                return sum == 0 ? -1 : sum;
            }
            sum += read;
            if (targets[i].hasRemaining()) {
                break;
            }
        }
        return sum;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        synchronized (positionLock) {
            if (mode.appends()) {
                position = size();
            }
            // By what left the buffer: a write that fails may have written some bytes.
            int before = source.position();
            try {
                return write(source, position);
            } finally {
                position += source.position() - before;
            }
        }
    }

    @Override
    public int write(ByteBuffer source, long to) throws IOException {
        requireNotNegative(to, "position");
        requireWritable();
        int written = interruptibly(() -> disk.write(this, to, source));
        if (mode.forcesWrites()) {
            force(true);
        }
        return written;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, sources.length);
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return sum;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        synchronized (positionLock) {
            return position;
        }
    }

    @Override
    public FaultyChannel position(long newPosition) throws IOException {
        requireNotNegative(newPosition, "position");
        requireOpen();
        synchronized (positionLock) {
            position = newPosition;
        }
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return disk.size(this);
    }

    @Override
    public FaultyChannel truncate(long size) throws IOException {
        requireNotNegative(size, "size");
        requireWritable();
        synchronized (positionLock) {
            disk.truncate(this, size);
            position = Math.min(position, size);
        }
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        requireOpen();
        interruptibly(() -> {
            disk.force(this);
            return 0;
        });
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, COPY_BYTES));
        int read = read(buffer, from);
        return read <= 0 ? 0 : target.write(buffer.flip());
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, COPY_BYTES));
        int read = source.read(buffer);
        buffer.flip();
        for (long at = to; buffer.hasRemaining(); ) {
            at += write(buffer, at);
        }
        return Math.max(0, read);
    }

    @Override
    public MappedByteBuffer map(MapMode mapMode, long from, long size) {
        throw new UnsupportedOperationException("a FaultyFileSystem maps no file into memory; read and write it");
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) throws IOException {
        return tryLock(from, size, shared);
    }

    /** {@return the lock} No other process has one, and one of this JVM is an error, as for any file channel. */
    @Override
    public FileLock tryLock(long from, long size, boolean shared) throws IOException {
        if (shared) {
            requireReadable();
        } else {
            requireWritable();
        }
        return disk.lock(this, from, size, shared);
    }

    @Override
    protected void implCloseChannel() {
        disk.release(handle);
    }

    private <T> T interruptibly(Call<T> call) throws IOException {
        boolean completed = false;
        try {
            begin();
            requireOpen();
            T result = call.run();
            completed = true;
            return result;
        } finally {
            end(completed);
        }
    }

    private void requireReadable() throws ClosedChannelException {
        requireOpen();
        if (!mode.reads()) {
            throw new NonReadableChannelException();
        }
    }

    private void requireWritable() throws ClosedChannelException {
        requireOpen();
        if (!mode.writes()) {
            throw new NonWritableChannelException();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private static void requireNotNegative(long value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value + " is negative");
        }
    }

    /** A call that an interrupt ends. */
    private interface Call<T> {

        T run() throws IOException;
    }
}
