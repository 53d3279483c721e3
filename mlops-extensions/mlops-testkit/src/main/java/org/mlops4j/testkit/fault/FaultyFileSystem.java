// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import static java.util.Objects.requireNonNull;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * A file system in memory for tests of stores: its calls fail when the test says so, it fills up, and it loses power.
 * Everything it does follows from its seed, so a failed test is repeated by its seed as long as one thread uses it.
 *
 * <pre>{@code
 * FaultyFileSystem disk = FaultyFileSystem.create(seed, clock);
 * MyStore store = MyStore.open(disk.root().resolve("store"));
 * disk.failFrom(17);      // the 17th call from now fails, and all behind it
 * ...
 * disk.crash();           // the power is lost; now open the store again and look what is left
 * }</pre>
 *
 * <h2>Faults</h2>
 *
 * <p>Every call that reaches the disk is counted, see {@link IoCall}, and fails with an {@link java.io.IOException}
 * when {@link #failAt}, {@link #failFrom} or {@link #failNext} says so. A loop over {@code n} from 1 to
 * {@link #operations} of a run without faults meets every one. A call that fails changes nothing, but for two:
 *
 * <ul>
 *   <li>A write may have written its first bytes.
 *   <li>After a force of a file that failed, each sector that was to be written may count as written although it was
 *       not: it is still read, the next force succeeds without writing it, and it is lost with the power. So a store
 *       must not just force again; it has to write again or to give up the file. The names in a directory are written
 *       by the next force that succeeds.
 * </ul>
 *
 * <h2>Loss of power</h2>
 *
 * <p>As of ext4 and other file systems that keep to POSIX, nothing but what was forced is promised. {@link #crash}
 * keeps
 *
 * <ul>
 *   <li>of a file that was forced, what it held then. Each sector of 512 bytes changed since holds, independently of
 *       all others, what it held then or after any one of the last eight changes of it; the file has any length it had
 *       since. So later writes may be there without earlier ones, writes may be torn between sectors, and there may be
 *       zeros where no write is left.
 *   <li>of a directory that was opened with {@link java.nio.channels.FileChannel#open FileChannel.open}, {@code READ}
 *       and forced, the names it had then. Each change of names since (create, move, delete) has happened or not,
 *       independently of changes of other names.
 *   <li>for a move the old name or the new one, never both and never none; it is durable when the directory with the
 *       new name is forced. A move that replaces a file does so in one step only with
 *       {@link java.nio.file.StandardCopyOption#ATOMIC_MOVE ATOMIC_MOVE}; else it is a delete and a move.
 *   <li>nothing in a directory whose own name was lost, even if it was forced.
 *   <li>times as they were.
 * </ul>
 *
 * <p>Forcing a file makes its bytes durable and not its name. How much survives is drawn for each file and for the
 * names as a whole, so that everything, nothing and all between is met. Channels and streams of before fail.
 *
 * <h2>What there is not</h2>
 *
 * <p>Links, permissions, mapped files, file stores, watching and asynchronous channels:
 * {@link UnsupportedOperationException}. Locks never wait, for there is one process only. Paths are separated by '/'.
 * Thread-safe.
 */
public final class FaultyFileSystem extends FileSystem {

    private final Disk disk;
    private final FaultyProvider provider;

    private FaultyFileSystem(Disk disk) {
        this.disk = disk;
        provider = new FaultyProvider(this, disk);
    }

    /**
     * Creates an empty file system.
     *
     * @param seed from which everything follows that is left to chance
     * @param clock for the times of files
     */
    public static FaultyFileSystem create(long seed, InstantSource clock) {
        return new FaultyFileSystem(new Disk(seed, requireNonNull(clock, "clock")));
    }

    /** {@return the directory above all others} */
    public Path root() {
        return getPath("/");
    }

    /** {@return how many calls there were since this was created, those that failed included} */
    public long operations() {
        return disk.calls();
    }

    /** {@return how many calls of a kind there were since this was created, those that failed included} */
    public long operations(IoCall kind) {
        return disk.calls(kind);
    }

    /**
     * Lets one call fail.
     *
     * @param call counted from now, the next one is 1
     */
    public void failAt(long call) {
        disk.plan(faults -> faults.failAt(call));
    }

    /**
     * Lets a call and all after it fail until {@link #heal} or {@link #crash}. With a crash right behind it this is the
     * loss of power at that call.
     *
     * @param call counted from now, the next one is 1
     */
    public void failFrom(long call) {
        disk.plan(faults -> faults.failFrom(call));
    }

    /** Lets the next call of a kind fail. */
    public void failNext(IoCall kind) {
        requireNonNull(kind, "kind");
        disk.plan(faults -> faults.failNext(kind));
    }

    /** Lets no call fail from now on. What was lost by failed forces stays lost. */
    public void heal() {
        disk.plan(FaultSchedule::heal);
    }

    /**
     * Limits what files may hold. A write that does not fit writes what fits; if that is nothing it fails with "No
     * space left on device". A file that was deleted takes room until it is closed.
     *
     * @param bytes of all files together; names take none
     */
    public void capacity(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a capacity of " + bytes + " bytes is negative");
        }
        disk.limit(bytes);
    }

    /** {@return how many bytes all files hold} */
    public long used() {
        return disk.used();
    }

    /**
     * Loses power and starts again: what was not durable is there or not, by the rules above. Paths stay usable, open
     * channels and streams fail, locks are gone, and no fault is planned any more.
     */
    public void crash() {
        disk.crash();
    }

    /** {@return the channels and streams that are open, in the order of opening} For a test that none was leaked. */
    public List<OpenHandle> openHandles() {
        return disk.openHandles();
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    /** Lets every later call fail with {@link java.nio.file.ClosedFileSystemException}. */
    @Override
    public void close() {
        disk.close();
    }

    @Override
    public boolean isOpen() {
        return disk.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        return FaultyPath.parse(this, more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("a FaultyFileSystem knows no users");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("a FaultyFileSystem watches nothing; list the directory instead");
    }
}
