// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the calls of {@link java.nio.file.Files} to the disk of one faulty file system. */
final class FaultyProvider extends FileSystemProvider {

    static final String SCHEME = "faulty";

    private static final int COPY_BYTES = 1 << 13;

    private final FaultyFileSystem fileSystem;
    private final Disk disk;

    FaultyProvider(FaultyFileSystem fileSystem, Disk disk) {
        this.fileSystem = fileSystem;
        this.disk = disk;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new FileSystemAlreadyExistsException(
                "each FaultyFileSystem has a provider of its own; make one with FaultyFileSystem.create");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.getPath(uri.getPath());
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        requireNone(attributes);
        return disk.open(FaultyPath.of(path), OpenMode.of(options));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return disk.openListing(FaultyPath.of(directory), filter);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        requireNone(attributes);
        disk.createDirectory(FaultyPath.of(directory));
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(FaultyPath.of(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        if (Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
            deleteIfExists(target);
        }
        if (readAttributes(source, BasicFileAttributes.class).isDirectory()) {
            createDirectory(target);
            return;
        }
        Set<StandardOpenOption> creating = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel from = newFileChannel(source, EnumSet.of(StandardOpenOption.READ));
                FileChannel to = newFileChannel(target, creating)) {
            ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        disk.move(FaultyPath.of(source), FaultyPath.of(target), MoveMode.of(options));
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return path.equals(other)
                || disk.attributes(FaultyPath.of(path))
                        .fileKey()
                        .equals(disk.attributes(FaultyPath.of(other)).fileKey());
    }

    @Override
    public boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException(
                "a FaultyFileSystem has no file store; it is limited by FaultyFileSystem.capacity");
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        boolean directory = disk.attributes(FaultyPath.of(path)).isDirectory();
        if (Arrays.asList(modes).contains(AccessMode.EXECUTE) && !directory) {
            throw new AccessDeniedException(path.toString(), null, "no file can be executed");
        }
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return type == BasicFileAttributeView.class ? type.cast(new View(disk, FaultyPath.of(path))) : null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException(
                    "a FaultyFileSystem has BasicFileAttributes, no " + type.getSimpleName());
        }
        return type.cast(disk.attributes(FaultyPath.of(path)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        FaultyAttributes found = disk.attributes(FaultyPath.of(path));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("lastModifiedTime", found.lastModifiedTime());
        all.put("lastAccessTime", found.lastAccessTime());
        all.put("creationTime", found.creationTime());
        all.put("size", found.size());
        all.put("isRegularFile", found.isRegularFile());
        all.put("isDirectory", found.isDirectory());
        all.put("isSymbolicLink", found.isSymbolicLink());
        all.put("isOther", found.isOther());
        all.put("fileKey", found.fileKey());
        List<String> wanted = List.of(names.replaceFirst("^basic:", "").split(","));
        if (!wanted.contains("*")) {
            for (String name : wanted) {
                if (!all.containsKey(name)) {
                    throw new IllegalArgumentException("there is no attribute '" + name + "', only " + all.keySet());
                }
            }
            all.keySet().retainAll(wanted);
        }
        return all;
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        FileTime time = (FileTime) value;
        View view = new View(disk, FaultyPath.of(path));
        switch (name.replaceFirst("^basic:", "")) {
            case "lastModifiedTime" -> view.setTimes(time, null, null);
            case "lastAccessTime" -> view.setTimes(null, time, null);
            case "creationTime" -> view.setTimes(null, null, time);
            default ->
                throw new UnsupportedOperationException("a FaultyFileSystem sets times, no attribute '" + name + "'");
        }
    }

    private static void requireNone(FileAttribute<?>... attributes) {
        if (attributes.length > 0) {
            throw new UnsupportedOperationException("a FaultyFileSystem creates nothing with the attribute '"
                    + attributes[0].name() + "'; it knows no permissions");
        }
    }

    /** The attributes of a path. */
    private record View(Disk disk, FaultyPath path) implements BasicFileAttributeView {

        @Override
        public String name() {
            return "basic";
        }

        @Override
        public BasicFileAttributes readAttributes() throws IOException {
            return disk.attributes(path);
        }

        @Override
        public void setTimes(@Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
                throws IOException {
            disk.changeTimes(path, times -> {
                times.modified = modified == null ? times.modified : modified;
                times.accessed = accessed == null ? times.accessed : accessed;
                times.created = created == null ? times.created : created;
            });
        }
    }
}
