// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.testkit.crash.ChildJvm;

/** A zip of a few megabytes that unpacks to a gibibyte, imported by a JVM that has no room for it. */
class BundleBombTest {

    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = 1 << 10;

    @TempDir
    Path directory;

    @Test
    void bombsAreRefusedInASmallHeapAndTheNextBundleIsTakenIn() throws IOException {
        Path good = directory.resolve("good.zip");
        Path folder = directory.resolve("good");
        try (Mlops source = Mlops.open(directory.resolve("source"))) {
            ModelVersion version = source.registry()
                    .register("m", ModelPackage.of("linear").withFile("model", "weights".getBytes(UTF_8)));
            source.bundles().exportVersion(version, good);
            source.bundles().exportVersion(version, folder);
        }
        String index = Files.readString(folder.resolve("bundle.json"));
        String listed = index.replace(
                "\"files\":[",
                "\"files\":[{\"bytes\":" + ((long) BLOCK * BLOCKS)
                        + ",\"path\":\"versions/1/files/zeros\",\"sha256\":\"" + "0".repeat(64) + "\"},");
        assertThat(listed).isNotEqualTo(index);
        Path inTheModel = bomb("listed.zip", folder, listed, "versions/1/files/zeros");
        Path inTheIndex = bomb("index.zip", folder, index, "bundle.json");
        Path target = directory.resolve("target");

        try (ChildJvm child = ChildJvm.start(
                ImportingProgram.class,
                target.toString(),
                inTheModel.toString(),
                inTheIndex.toString(),
                good.toString())) {
            assertThat(child.nextLine()).startsWith("refused ").contains("versions/1/files/zeros");
            assertThat(child.nextLine()).startsWith("refused ").contains("index.zip");
            assertThat(child.nextLine()).isEqualTo("stored [m/1]");
            assertThat(child.nextLine()).isNull();
        }
        try (Stream<Path> files = Files.walk(target.resolve("blobs"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length()))
                    .as("nothing of a bomb is left")
                    .allMatch(bytes -> bytes < BLOCK);
        }
    }

    /** {@return a zip of the files in a directory, its index another one, and an entry of a gibibyte of zeros} */
    private Path bomb(String name, Path folder, String index, String entry) throws IOException {
        Path bomb = directory.resolve(name);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
            out.setLevel(Deflater.BEST_SPEED);
            for (Path file : files) {
                String path = folder.relativize(file).toString();
                if (!path.equals(entry)) {
                    out.putNextEntry(new ZipEntry(path));
                    out.write(path.equals("bundle.json") ? index.getBytes(UTF_8) : Files.readAllBytes(file));
                }
            }
            out.putNextEntry(new ZipEntry(entry));
            byte[] zeros = new byte[BLOCK];
            for (int i = 0; i < BLOCKS; i++) {
                out.write(zeros);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(16L << 20);
        return bomb;
    }
}
