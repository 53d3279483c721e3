// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryStream.Filter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The files, directories and faults of one {@link FaultyFileSystem}. Every method is one call that is counted, unless
 * it says otherwise, and happens at once for all threads.
 */
final class Disk {

    private final SplittableRandom random;
    private final Namespace names;
    private final FaultSchedule faults = new FaultSchedule();
    private final Handles handles = new Handles();
    private long capacity = Long.MAX_VALUE;
    private boolean closed;

    Disk(long seed, InstantSource clock) {
        random = new SplittableRandom(seed);
        names = new Namespace(clock);
    }

    /** Changes what is to fail, uncounted. */
    synchronized void plan(Consumer<FaultSchedule> change) {
        change.accept(faults);
    }

    /** {@return how many calls were counted, uncounted} */
    synchronized long calls() {
        return faults.calls();
    }

    /** {@return how many calls of a kind were counted, uncounted} */
    synchronized long calls(IoCall kind) {
        return faults.calls(kind);
    }

    /** Limits the bytes of all files, uncounted. */
    synchronized void limit(long bytes) {
        capacity = bytes;
    }

    /** {@return the bytes of all files, uncounted} */
    synchronized long used() {
        return names.bytes(handles.all().stream().map(Handles.Open::node).toList());
    }

    /** {@return what is open, uncounted} */
    synchronized List<OpenHandle> openHandles() {
        return handles.all().stream().map(Handles.Open::handle).toList();
    }

    /** Loses power and comes back without faults, uncounted. */
    synchronized void crash() {
        handles.clear();
        faults.heal();
        names.crash(random);
    }

    /** Fails every later call and frees what is open, uncounted. */
    synchronized void close() {
        closed = true;
        handles.clear();
    }

    /** {@return whether the file system can be used, uncounted} */
    synchronized boolean isOpen() {
        return !closed;
    }

    synchronized FaultyChannel open(FaultyPath path, OpenMode mode) throws IOException {
        call(IoCall.OPEN, path);
        Node node = names.open(path, mode);
        return new FaultyChannel(this, node, path, mode, handles.add(path, node));
    }

    synchronized FaultyListing openListing(FaultyPath path, Filter<? super Path> filter) throws IOException {
        call(IoCall.OPEN, path);
        DirectoryNode directory = names.directory(path);
        return new FaultyListing(this, directory, path, handles.add(path, directory), filter);
    }

    /** Closes a channel or listing, uncounted. */
    synchronized void release(long handle) {
        handles.remove(handle);
    }

    synchronized List<String> list(FaultyPath path, DirectoryNode directory, long handle) throws IOException {
        call(IoCall.LIST, path);
        requireAlive(handle, path);
        return List.copyOf(directory.cached().keySet());
    }

    synchronized void createDirectory(FaultyPath path) throws IOException {
        call(IoCall.CREATE_DIRECTORY, path);
        names.createDirectory(path);
    }

    synchronized void delete(FaultyPath path) throws IOException {
        call(IoCall.DELETE, path);
        names.delete(path);
    }

    synchronized void move(FaultyPath from, FaultyPath to, MoveMode mode) throws IOException {
        call(IoCall.MOVE, from);
        names.move(from, to, mode);
    }

    synchronized FaultyAttributes attributes(FaultyPath path) throws IOException {
        call(IoCall.READ_ATTRIBUTES, path);
        return FaultyAttributes.of(names.find(path));
    }

    synchronized void changeTimes(FaultyPath path, Consumer<Node.Times> change) throws IOException {
        call(IoCall.WRITE_ATTRIBUTES, path);
        change.accept(names.find(path).times());
    }

    synchronized int read(FaultyChannel channel, long position, ByteBuffer target) throws IOException {
        call(IoCall.READ, channel.path());
        return file(channel).content().read(position, target);
    }

    /** {@return how many bytes were written: fewer than asked for when the disk is full then} */
    synchronized int write(FaultyChannel channel, long position, ByteBuffer source) throws IOException {
        boolean fails = countAndAsk(IoCall.WRITE);
        FileNode file = file(channel);
        long room = room(file, position);
        if (room <= 0 && source.hasRemaining() && !fails) {
            throw new FileSystemException(channel.path().toString(), null, "No space left on device");
        }
        int length = (int) Math.min(Math.max(0, room), source.remaining());
        byte[] bytes = new byte[fails ? random.nextInt(length + 1) : length];
        if (bytes.length > 0) {
            source.get(bytes);
            file.content().write(position, bytes);
            names.touch(file);
        }
        if (fails) {
            throw faults.failure(IoCall.WRITE, channel.path());
        }
        return bytes.length;
    }

    synchronized void truncate(FaultyChannel channel, long size) throws IOException {
        call(IoCall.TRUNCATE, channel.path());
        FileNode file = file(channel);
        file.content().truncate(size);
        names.touch(file);
    }

    synchronized long size(FaultyChannel channel) throws IOException {
        call(IoCall.READ_ATTRIBUTES, channel.path());
        return file(channel).content().size();
    }

    synchronized void force(FaultyChannel channel) throws IOException {
        boolean fails = countAndAsk(IoCall.FORCE);
        requireAlive(channel.handle(), channel.path());
        if (channel.node() instanceof FileNode file) {
            if (fails) {
                file.content().failForce(random);
            } else {
                file.content().force();
            }
        } else if (channel.node() instanceof DirectoryNode directory && !fails) {
            names.force(directory);
        }
        if (fails) {
            throw faults.failure(IoCall.FORCE, channel.path());
        }
    }

    synchronized FaultyLock lock(FaultyChannel channel, long position, long size, boolean shared) throws IOException {
        call(IoCall.LOCK, channel.path());
        List<FaultyLock> held = file(channel).locks();
        held.removeIf(lock -> !lock.isValid());
        if (held.stream().anyMatch(lock -> lock.overlaps(position, size))) {
            throw new OverlappingFileLockException();
        }
        FaultyLock lock = new FaultyLock(channel, position, size, shared);
        held.add(lock);
        return lock;
    }

    /** {@return how many bytes fit behind a position} */
    private long room(FileNode file, long position) {
        return capacity == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : capacity - used() + file.content().size() - position;
    }

    private FileNode file(FaultyChannel channel) throws IOException {
        requireAlive(channel.handle(), channel.path());
        if (channel.node() instanceof FileNode file) {
            return file;
        }
        throw new FileSystemException(channel.path().toString(), null, "Is a directory");
    }

    private void requireAlive(long handle, FaultyPath path) throws FileSystemException {
        if (!handles.isOpen(handle)) {
            throw new FileSystemException(path.toString(), null, "The power was lost after this was opened");
        }
    }

    private void call(IoCall kind, FaultyPath path) throws FileSystemException {
        if (countAndAsk(kind)) {
            throw faults.failure(kind, path);
        }
    }

    private boolean countAndAsk(IoCall kind) {
        if (closed) {
            throw new ClosedFileSystemException();
        }
        return faults.fails(kind);
    }
}
