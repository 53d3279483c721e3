// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left by the loss of power, over many seeds: only what the model allows, and all of that. */
class CrashModelTest {

    private static final int SEEDS = 300;

    @Test
    void whatWasForcedIsAlwaysLeft() throws IOException {
        byte[] bytes = "forced".repeat(1_000).getBytes(US_ASCII);
        Set<String> found = outcomes(disk -> {
            Path file = disk.root().resolve("file");
            write(file, bytes);
            forceDirectory(disk.root());
            disk.crash();
            assertThat(file).hasBinaryContent(bytes);
            disk.crash();
            return content(file);
        });
        assertThat(found).containsExactly(new String(bytes, US_ASCII));
    }

    @Test
    void whatWasNotForcedIsLeftWhollyOrInPartOrNotAtAll() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path file = durable(disk, "a".repeat(1024));
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ascii("b".repeat(512)), 0);
                channel.write(ascii("c".repeat(512)), 512);
            }
            disk.crash();
            String content = content(file);
            return content.charAt(0) + "" + content.charAt(511) + content.charAt(512) + content.charAt(1023);
        });
        assertThat(found)
                .as("the later write without the earlier, too")
                .containsExactly("aaaa", "aacc", "bbaa", "bbcc");
    }

    @Test
    void aWriteIsTornBetweenSectorsAndNeverWithinOne() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path file = durable(disk, "a".repeat(1536));
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ascii("b".repeat(1536)), 0);
            }
            disk.crash();
            return Stream.of(content(file).split("(?<=\\G.{512})"))
                    .peek(sector ->
                            assertThat(sector.chars().distinct().count()).isOne())
                    .map(sector -> sector.substring(0, 1))
                    .collect(Collectors.joining());
        });
        assertThat(found).containsExactly("aaa", "aab", "aba", "abb", "baa", "bab", "bba", "bbb");
    }

    @Test
    void aSectorIsLeftAsItWasAfterAnyOfItsChanges() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path file = durable(disk, "a");
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                for (String letter : "bcd".split("")) {
                    channel.write(ascii(letter), 0);
                }
            }
            disk.crash();
            return content(file);
        });
        assertThat(found).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aFileHasAnyLengthItHadAndZerosWhereNothingIsLeft() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path file = durable(disk, "aa");
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ascii("bb"), 2);
                channel.truncate(1);
            }
            disk.crash();
            assertThat(Files.size(file)).isEqualTo(content(file).length());
            return content(file).replace('\0', '0');
        });
        assertThat(found).containsExactly("a", "a0", "a000", "aa", "aa00", "aabb");
    }

    @Test
    void aForcedFileWhoseDirectoryWasNotForcedMayBeGone() throws IOException {
        Set<String> found = outcomes(disk -> {
            write(disk.root().resolve("file"), new byte[10]);
            disk.crash();
            return names(disk.root());
        });
        assertThat(found).containsExactly("[]", "[file]");
    }

    @Test
    void aForcedDirectoryWhoseOwnNameWasNotForcedMayBeGone() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path directory = Files.createDirectory(disk.root().resolve("directory"));
            write(directory.resolve("file"), new byte[10]);
            forceDirectory(directory);
            disk.crash();
            return Files.exists(directory) ? names(directory) : "gone";
        });
        assertThat(found).containsExactly("[file]", "gone");
    }

    @Test
    void changesOfNamesHappenIndependentlyOfTheirOrder() throws IOException {
        Set<String> found = outcomes(disk -> {
            durable(disk, "x");
            write(disk.root().resolve("new"), new byte[0]);
            Files.delete(disk.root().resolve("file"));
            disk.crash();
            return names(disk.root());
        });
        assertThat(found).containsExactly("[]", "[file, new]", "[file]", "[new]");
    }

    @Test
    void anAtomicMoveLeavesTheOldOrTheNewAndIsDurableWithItsTarget() throws IOException {
        Set<String> found = outcomes(disk -> {
            moveInto(disk, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(disk.root().resolve("from"));
            disk.crash();
            return contents(disk);
        });
        assertThat(found).containsExactly("from: new, to: old", "to: new");
        Set<String> forced = outcomes(disk -> {
            moveInto(disk, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(disk.root().resolve("to"));
            disk.crash();
            return contents(disk);
        });
        assertThat(forced).containsExactly("to: new");
    }

    @Test
    void aMoveThatIsNotAtomicMayDeleteItsTargetOnly() throws IOException {
        Set<String> found = outcomes(disk -> {
            moveInto(disk, StandardCopyOption.REPLACE_EXISTING);
            disk.crash();
            return contents(disk);
        });
        assertThat(found).containsExactly("from: new", "from: new, to: old", "to: new");
    }

    @Test
    void noFileIsLostByTheDirectoryItWasMovedOutOf() throws IOException {
        Set<String> found = outcomes(disk -> {
            moveInto(disk, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(disk.root().resolve("from"));
            forceDirectory(disk.root());
            disk.crash();
            return contents(disk);
        });
        assertThat(found).containsExactly("to: new");
    }

    @Test
    void directoriesAreNeverMovedIntoOneAnother() throws IOException {
        Set<String> found = outcomes(disk -> {
            for (String name : new String[] {"a", "b"}) {
                Files.createDirectory(disk.root().resolve(name));
            }
            forceDirectory(disk.root());
            Files.move(disk.root().resolve("a"), disk.root().resolve("b/a"));
            Files.move(disk.root().resolve("b/a"), disk.root().resolve("c"));
            Files.move(disk.root().resolve("b"), disk.root().resolve("c/b"));
            disk.crash();
            try (Stream<Path> all = Files.walk(disk.root())) {
                return all.map(Path::toString).sorted().toList().toString();
            }
        });
        assertThat(found).containsExactly("[/, /a, /b]", "[/, /b, /b/a]", "[/, /b, /c]", "[/, /c, /c/b]");
    }

    @Test
    void afterAFailedForceALaterOneMayPromiseTooMuch() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path file = durable(disk, "a".repeat(1024));
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ascii("b".repeat(1024)), 0);
                disk.failNext(IoCall.FORCE);
                assertThatThrownBy(() -> channel.force(true)).isInstanceOf(IOException.class);
                channel.force(true);
            }
            assertThat(content(file)).isEqualTo("b".repeat(1024));
            disk.crash();
            return content(file).charAt(0) + "" + content(file).charAt(1023);
        });
        assertThat(found).containsExactly("aa", "ab", "ba", "bb");
    }

    @Test
    void whatIsWrittenAgainAfterAFailedForceIsDurableWithTheNext() throws IOException {
        Set<String> found = outcomes(disk -> {
            Path file = durable(disk, "a".repeat(1024));
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.write(ascii("b".repeat(1024)), 0);
                disk.failNext(IoCall.FORCE);
                assertThatThrownBy(() -> channel.force(true)).isInstanceOf(IOException.class);
                channel.write(ascii("b".repeat(1024)), 0);
                channel.force(true);
            }
            disk.crash();
            return content(file);
        });
        assertThat(found).containsExactly("b".repeat(1024));
    }

    @Test
    void namesAreDurableWithTheForceAfterOneThatFailed() throws IOException {
        Set<String> found = outcomes(disk -> {
            write(disk.root().resolve("file"), new byte[1]);
            disk.failNext(IoCall.FORCE);
            assertThatThrownBy(() -> forceDirectory(disk.root())).isInstanceOf(IOException.class);
            forceDirectory(disk.root());
            disk.crash();
            return names(disk.root());
        });
        assertThat(found).containsExactly("[file]");
    }

    @Test
    void channelsAndStreamsOfBeforeFailAndPathsStay() throws IOException {
        FaultyFileSystem disk = disk(1);
        Path file = durable(disk, "abc");
        disk.failFrom(100);
        try (FileChannel channel = FileChannel.open(file, WRITE);
                InputStream stream = Files.newInputStream(file)) {
            channel.lock();
            disk.crash();
            assertThat(disk.openHandles()).isEmpty();
            assertThatThrownBy(() -> channel.write(ascii("x"))).hasMessageContaining("power was lost");
            assertThatThrownBy(() -> channel.force(false)).hasMessageContaining("power was lost");
            assertThatThrownBy(stream::read).hasMessageContaining("power was lost");
        }
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
            for (int i = 0; i < 200; i++) {
                assertThat(channel.size()).isEqualTo(3);
            }
        }
    }

    @Test
    void equalSeedsLeaveEqualBytes() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(torn(seed)).isEqualTo(torn(seed));
        }
        assertThat(torn(1)).isNotEqualTo(torn(3));
    }

    private static byte[] torn(long seed) throws IOException {
        FaultyFileSystem disk = disk(seed);
        Path file = durable(disk, "a".repeat(20_000));
        byte[] bytes = new byte[20_000];
        Arrays.fill(bytes, (byte) 'b');
        Files.write(file, bytes, StandardOpenOption.WRITE);
        disk.crash();
        return Files.readAllBytes(file);
    }

    private static Set<String> outcomes(Scenario scenario) throws IOException {
        Set<String> found = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            try (FaultyFileSystem disk = disk(seed)) {
                found.add(scenario.outcome(disk));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        return found;
    }

    private static FaultyFileSystem disk(long seed) {
        return FaultyFileSystem.create(seed, InstantSource.fixed(Instant.EPOCH));
    }

    private static void moveInto(FaultyFileSystem disk, StandardCopyOption option) throws IOException {
        Path from = Files.createDirectory(disk.root().resolve("from"));
        Path to = Files.createDirectory(disk.root().resolve("to"));
        write(from.resolve("file"), "new".getBytes(US_ASCII));
        write(to.resolve("file"), "old".getBytes(US_ASCII));
        forceDirectory(from);
        forceDirectory(to);
        forceDirectory(disk.root());
        Files.move(from.resolve("file"), to.resolve("file"), option);
    }

    private static String contents(FaultyFileSystem disk) throws IOException {
        try (Stream<Path> all = Files.walk(disk.root())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getParent().getFileName() + ": " + content(file))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    private static Path durable(FaultyFileSystem disk, String content) throws IOException {
        Path file = disk.root().resolve("file");
        write(file, content.getBytes(US_ASCII));
        forceDirectory(disk.root());
        return file;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private static String names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    /** Writes, loses power and says what is left. */
    private interface Scenario {

        String outcome(FaultyFileSystem disk) throws IOException;
    }
}
