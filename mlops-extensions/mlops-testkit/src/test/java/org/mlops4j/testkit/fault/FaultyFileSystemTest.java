// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultyFileSystemTest {

    private final FaultyFileSystem disk = FaultyFileSystem.create(7, InstantSource.fixed(Instant.EPOCH));
    private final Path file = disk.root().resolve("file");

    @Test
    void everyCallOfARunFailsOnceAndNoOther() throws IOException {
        writeMoveReadAndDelete();
        long calls = disk.operations();
        assertThat(calls).isGreaterThan(10);
        Set<String> messages = new TreeSet<>();
        for (long n = 1; n <= calls; n++) {
            disk.failAt(n);
            assertThatThrownBy(this::writeMoveReadAndDelete)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Input/output error (injected into call ")
                    .satisfies(e -> messages.add(e.getMessage().replaceFirst(".*, (.*)\\)", "$1")));
            removeAll();
            writeMoveReadAndDelete();
        }
        assertThat(messages)
                .containsExactly(
                        "create directory",
                        "delete",
                        "force",
                        "list",
                        "lock",
                        "move",
                        "open",
                        "read",
                        "read attributes",
                        "truncate",
                        "write",
                        "write attributes");
        assertThat(disk.openHandles()).isEmpty();
    }

    @Test
    void allCallsFailUntilTheDiskIsHealed() throws IOException {
        disk.failFrom(2);
        Files.createDirectory(disk.root().resolve("first"));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> Files.createDirectory(disk.root().resolve("second")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(disk.operations()).isEqualTo(6);
        disk.heal();
        assertThat(disk.root().resolve("second")).doesNotExist();
        Files.createDirectory(disk.root().resolve("second"));
        assertThatThrownBy(() -> disk.failAt(0)).hasMessage("calls are counted from 1, not 0");
    }

    @Test
    void theNextCallOfAKindFails() throws IOException {
        disk.failNext(IoCall.MOVE);
        Files.createFile(file);
        assertThatThrownBy(() -> Files.move(file, disk.root().resolve("moved"))).isInstanceOf(IOException.class);
        Files.move(file, disk.root().resolve("moved"));
        assertThat(file).doesNotExist();
    }

    @Test
    void aWriteThatFailsMayHaveWrittenItsFirstBytes() throws IOException {
        Set<Long> sizes = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap("abc".getBytes(US_ASCII));
                disk.failNext(IoCall.WRITE);
                assertThatThrownBy(() -> channel.write(bytes)).isInstanceOf(IOException.class);
                assertThat(channel.size()).isEqualTo(bytes.position()).isEqualTo(channel.position());
                sizes.add(channel.size());
            }
            assertThat("abc").startsWith(Files.readString(file));
            Files.delete(file);
        }
        assertThat(sizes).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aWriteThatDoesNotFitWritesWhatFits() throws IOException {
        disk.capacity(10);
        Files.write(disk.root().resolve("other"), new byte[4]);
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            assertThat(channel.write(ByteBuffer.allocate(7))).isEqualTo(6);
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("/file");
            assertThat(channel.write(ByteBuffer.allocate(6), 0))
                    .as("no more room is needed")
                    .isEqualTo(6);
            Files.delete(disk.root().resolve("other"));
            assertThat(channel.write(ByteBuffer.allocate(7))).isEqualTo(4);
            Files.delete(file);
            assertThat(disk.used()).as("of an open file").isEqualTo(10);
        }
        assertThat(disk.used()).isZero();
        assertThatThrownBy(() -> disk.capacity(-1)).hasMessage("a capacity of -1 bytes is negative");
    }

    @Test
    void whatIsOpenIsKnownWithThePlaceWhereItWasOpened() throws IOException {
        Files.createFile(file);
        try (Stream<Path> files = Files.list(disk.root())) {
            try (FileChannel channel = FileChannel.open(file, READ)) {
                assertThat(channel.isOpen()).isTrue();
                assertThat(disk.openHandles()).extracting(OpenHandle::path).containsExactly(disk.root(), file);
                assertThat(disk.openHandles()).allSatisfy(handle -> {
                    assertThat(handle.openedAt().get(0).getClassName())
                            .isEqualTo(getClass().getName());
                    assertThat(handle.toString()).contains("whatIsOpenIsKnownWithThePlaceWhereItWasOpened");
                });
            }
            assertThat(disk.openHandles()).extracting(OpenHandle::path).containsExactly(disk.root());
            assertThat(files).containsExactly(file);
        }
        assertThat(disk.openHandles()).isEmpty();
    }

    @Test
    void filesAreWrittenReadAndCutAsByTheDefaultFileSystem() throws IOException {
        byte[] bytes = new byte[3_000];
        new Random(3).nextBytes(bytes);
        Files.write(file, bytes);
        assertThat(file).hasBinaryContent(bytes).hasSize(3_000);
        try (OutputStream more = Files.newOutputStream(file, APPEND)) {
            more.write(bytes);
        }
        assertThat(file).hasSize(6_000);
        Path copy = Files.copy(file, disk.root().resolve("copy"));
        assertThat(copy).hasSameBinaryContentAs(file);
        try (FileChannel channel = FileChannel.open(copy, READ, WRITE)) {
            assertThat(channel.truncate(3_000).size()).isEqualTo(3_000);
            assertThat(copy).hasBinaryContent(bytes);
            ByteBuffer part = ByteBuffer.allocate(100);
            channel.position(2_950);
            assertThat(channel.read(part)).isEqualTo(50);
            assertThat(channel.read(part)).isEqualTo(-1);
            assertThat(channel.write(ByteBuffer.allocate(1), 4_000)).isOne();
            assertThat(Files.readAllBytes(copy)).hasSize(4_001).endsWith(new byte[1_001]);
        }
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    void locksOfOneFileDoNotOverlap() throws IOException {
        Files.createFile(file);
        try (FileChannel two = FileChannel.open(file, WRITE)) {
            try (FileChannel one = FileChannel.open(file, WRITE)) {
                one.lock(0, 10, false);
                assertThatThrownBy(() -> two.tryLock(9, 1, false)).isInstanceOf(OverlappingFileLockException.class);
                two.lock(10, 1, false).release();
                one.lock(10, 1, false);
            }
            assertThat(two.tryLock().isValid()).isTrue();
        }
    }

    @Test
    void aDirectoryCanBeForcedOnly() throws IOException {
        Path directory = Files.createDirectory(disk.root().resolve("directory"));
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).hasMessageContaining("Is a directory");
        }
        assertThatThrownBy(() -> FileChannel.open(directory, WRITE)).hasMessageContaining("Is a directory");
    }

    @Test
    void anInterruptClosesAChannel() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> channel.force(true)).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(channel.isOpen()).isFalse();
        }
        assertThat(disk.openHandles()).isEmpty();
    }

    @Test
    void listingsAreFilteredByGlob() throws IOException {
        Files.createFile(disk.root().resolve("a.part"));
        Files.createFile(disk.root().resolve("b.blob"));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(disk.root(), "*.part")) {
            assertThat(parts).extracting(Path::toString).containsExactly("/a.part");
        }
    }

    @Test
    void whatItDoesNotHaveIsRefusedByName() throws IOException {
        Files.createFile(file);
        assertThatThrownBy(() -> Files.createSymbolicLink(disk.root().resolve("link"), file))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Files.getFileStore(file)).hasMessageContaining("FaultyFileSystem.capacity");
        assertThatThrownBy(() -> file.toFile()).isInstanceOf(UnsupportedOperationException.class);
        try (FileChannel channel = FileChannel.open(file, READ)) {
            assertThatThrownBy(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("maps no file");
        }
        assertThatThrownBy(() -> Files.copy(file, disk.root().resolve(Path.of("/tmp"))))
                .hasMessageContaining("FaultyFileSystem.root()");
    }

    @Test
    void nothingWorksOnceItIsClosed() {
        disk.close();
        assertThat(disk.isOpen()).isFalse();
        assertThatThrownBy(() -> Files.createFile(file)).isInstanceOf(ClosedFileSystemException.class);
    }

    /** One call of each kind at least, from nothing to nothing. */
    private void writeMoveReadAndDelete() throws IOException {
        Path directory = Files.createDirectory(disk.root().resolve("directory"));
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            channel.lock();
            channel.write(ByteBuffer.allocate(10));
            channel.truncate(5);
            channel.read(ByteBuffer.allocate(3), 0);
            channel.force(false);
        }
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(file));
        Path moved = Files.move(file, directory.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        assertThat(found).containsExactly(moved);
        Files.delete(moved);
        Files.delete(directory);
    }

    private void removeAll() throws IOException {
        for (String name : List.of("directory/moved", "directory", "file")) {
            Files.deleteIfExists(disk.root().resolve(name));
        }
    }
}
