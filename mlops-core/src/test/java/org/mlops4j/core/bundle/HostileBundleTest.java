// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelPackage;

/** What is not a whole bundle is refused as a whole. */
class HostileBundleTest {

    @TempDir
    Path directory;

    private Path good;
    private Path folder;
    private Mlops target;

    @BeforeEach
    void exportOne() {
        good = directory.resolve("good.zip");
        folder = directory.resolve("good");
        try (Mlops source = Mlops.open(directory.resolve("source"))) {
            var version = source.registry()
                    .register(
                            "m",
                            ModelPackage.of("linear")
                                    .withFile("model.bin", "weights".getBytes(StandardCharsets.UTF_8)));
            source.bundles().exportVersion(version, good);
            source.bundles().exportVersion(version, folder);
        }
        target = Mlops.open(directory.resolve("target"));
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(target.registry().models()).isEmpty();
        assertThat(target.audit().entries(0, 1)).isEmpty();
        target.close();
    }

    private void assertRefused(Path bundle, String... parts) {
        assertThatThrownBy(() -> target.bundles().importFrom(bundle))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(bundle.getFileName().toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    /** {@return a copy of the good zip with one more entry, which its index does not list} */
    private Path with(String name, byte[] bytes) throws IOException {
        Path bad = directory.resolve("bad.zip");
        try (ZipFile in = new ZipFile(good.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bad))) {
            for (var entries = in.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream bytesOfEntry = in.getInputStream(entry)) {
                    bytesOfEntry.transferTo(out);
                }
            }
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
        }
        return bad;
    }

    @Test
    void anEntryThatLeadsOutsideRefusesTheWhole() throws IOException {
        assertRefused(with("../evil.txt", new byte[1]), "../evil.txt", "does not name a file");
        assertRefused(with("/var/pwned.txt", new byte[1]), "/var/pwned.txt", "absolute");
        assertRefused(with("a\\..\\b", new byte[1]), "backslash");
        assertThat(directory.getParent().resolve("evil.txt")).doesNotExist();
    }

    @Test
    void anEntryThatIsNotListedOrListedAndMissingRefusesTheWhole() throws IOException {
        assertRefused(with("more.txt", new byte[1]), "are in it and not listed: more.txt");
        Files.delete(folder.resolve("versions/1/files/model.bin"));
        assertRefused(folder, "are listed and not in it: versions/1/files/model.bin");
        Files.delete(folder.resolve("bundle.json"));
        assertRefused(folder, "no bundle.json at its top");
    }

    /** Java writes no such zip, so the second name is made the first one's in the bytes. */
    @Test
    void twoEntriesOfOneNameRefuseTheWhole() throws IOException {
        Path bad = with("versions/1/files/model.bix", "another".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(bad);
        byte[] name = "model.bix".getBytes(StandardCharsets.UTF_8);
        int patched = 0;
        for (int i = 0; i + name.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
                bytes[i + name.length - 1] = 'n';
                patched++;
            }
        }
        assertThat(patched).as("local and central header").isEqualTo(2);
        Files.write(bad, bytes);
        assertRefused(bad, "'versions/1/files/model.bin' is in it twice");
    }

    @Test
    void aBombIsRefusedBeforeItUnpacks() throws IOException {
        Path bomb = with("versions/1/files/zeros", new byte[64 << 20]);
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertRefused(bomb, "not listed");
        // The index may list it: then the ratio stops it.
        String index = Files.readString(folder.resolve("bundle.json"));
        String listed = index.replace(
                "\"files\":[",
                "\"files\":[{\"bytes\":" + (64 << 20) + ",\"path\":\"versions/1/files/zeros\",\"sha256\":\""
                        + Digest.of(new byte[64 << 20]).hex() + "\"},");
        Path bad = directory.resolve("listed.zip");
        Files.copy(bomb, bad, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(bad)) {
            Files.writeString(zip.getPath("bundle.json"), listed);
        }
        assertRefused(bad, "versions/1/files/zeros", "more than 100 times");
        assertThatThrownBy(() -> target.bundles().importFrom(bad, new BundleLimits(100, 1 << 20, 10_000)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("more than 1048576 bytes");
        assertThatThrownBy(() -> target.bundles().importFrom(bad, new BundleLimits(2, 1L << 30, 10_000)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("more than 2 files");
    }

    /** Directories and zips are read, and nothing else: of a tar no name is looked at, of a gzip no byte unpacked. */
    @ParameterizedTest
    @ValueSource(strings = {"bundle.tar", "bundle.tar.gz", "bundle.zip"})
    void aTarOfPathsThatLeadOutsideIsNoBundle(String name) throws IOException {
        Path tar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(tar);
                OutputStream out = name.endsWith(".tar") ? file : new GZIPOutputStream(file)) {
            for (String path : List.of("../../escape.txt", "/var/pwned.txt", "bundle.json")) {
                out.write(tarEntry(path));
            }
            out.write(new byte[64 << 20]);
        }
        assertRefused(tar, "it is no zip");
        assertThat(directory.getParent().getParent().resolve("escape.txt")).doesNotExist();
        assertThat(Path.of("/var/pwned.txt")).doesNotExist();
    }

    /** {@return a header of 512 bytes and as many of content} */
    private static byte[] tarEntry(String path) {
        byte[] entry = new byte[1024];
        put(entry, 0, path);
        put(entry, 100, "0000644\0" + "0000000\0".repeat(2) + "00000001000\0" + "00000000000\0" + " ".repeat(8) + "0");
        put(entry, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += entry[i];
        }
        put(entry, 148, "%06o\0 ".formatted(sum));
        return entry;
    }

    private static void put(byte[] target, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    @Test
    void everyCutOfAZipIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        Path cut = directory.resolve("cut.zip");
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertRefused(cut, "is refused");
        }
    }

    /**
     * The directory at the end of a zip has the checksums: of a file's header 16 bytes behind its begin, then the name.
     */
    @Test
    void aWrongChecksumOfAnyFileIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(good);
        Path bad = directory.resolve("bad.zip");
        try (ZipFile zip = new ZipFile(good.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] name = entry.getName().getBytes(StandardCharsets.UTF_8);
                byte[] wrong = bytes.clone();
                int header = lastIndexOf(bytes, name) - 46;
                assertThat(Arrays.copyOfRange(bytes, header, header + 4)).containsExactly('P', 'K', 1, 2);
                wrong[header + 16] ^= 1;
                Files.write(bad, wrong);
                assertRefused(bad, "'" + entry.getName() + "' has not the checksum, a CRC-32, that the zip says");
            }
        }
    }

    private static int lastIndexOf(byte[] bytes, byte[] name) {
        for (int at = bytes.length - name.length; at >= 0; at--) {
            if (Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
                return at;
            }
        }
        throw new AssertionError("the zip has no such name");
    }

    @Test
    void everyFlippedByteOfTheModelIsFound() throws IOException {
        Path model = folder.resolve("versions/1/files/model.bin");
        byte[] bytes = Files.readAllBytes(model);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 1;
            Files.write(model, flipped);
            assertRefused(folder, "'versions/1/files/model.bin' has not the SHA-256 that the list says");
        }
        Files.write(model, Arrays.copyOf(bytes, 3));
        assertRefused(folder, "has only 3 bytes, the list says 7");
        Files.write(model, Arrays.copyOf(bytes, 8));
        assertRefused(folder, "has more than 7 bytes");
    }

    @Test
    void aLinkInADirectoryIsRefused() throws IOException {
        Path model = folder.resolve("versions/1/files/model.bin");
        Path secret = Files.write(directory.resolve("secret"), Files.readAllBytes(model));
        Files.delete(model);
        Files.createSymbolicLink(model, secret);
        assertRefused(folder, "'versions/1/files/model.bin' is a link");
    }

    @Test
    void whatIsNoBundleIsToldSo() throws IOException {
        Files.writeString(folder.resolve("bundle.json"), "{\"format\":\"other\"}");
        assertRefused(folder, "does not say that it is a bundle");
        Files.writeString(folder.resolve("bundle.json"), "[".repeat(100_000));
        assertRefused(folder, "is refused");
        Files.writeString(folder.resolve("bundle.json"), "{\"format\":\"mlops4j-bundle\",\"version\":2}");
        assertRefused(folder, "version 2", "import it with a newer one");
        assertThatThrownBy(() -> target.bundles().importFrom(directory.resolve("none.zip")))
                .isInstanceOf(NotFoundException.class);
    }
}
