// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths do what those of the default file system do, which is the other implementation here. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its paths have other rules")
class FaultyPathTest {

    private final FaultyFileSystem disk = FaultyFileSystem.create(1, InstantSource.fixed(Instant.EPOCH));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomPathsAreTakenApartAndPutTogetherAsByTheDefaultFileSystem(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String one = text(random);
            String two = text(random);
            same(one, Path::getParent);
            same(one, Path::getFileName);
            same(one, Path::getRoot);
            same(one, Path::normalize);
            same(one, Path::getNameCount);
            same(one, Path::isAbsolute);
            same(one, path -> path.subpath(0, path.getNameCount() / 2));
            same(one, path -> path.getName(path.getNameCount() - 1));
            same(one, two, Path::resolve);
            same(one, two, Path::resolveSibling);
            same(one, two, Path::startsWith);
            same(one, two, Path::endsWith);
            same(one, two, Path::equals);
            same(one, two, (a, b) -> Integer.signum(a.compareTo(b)));
            // Of paths with dots the default file system of other Java versions makes other ways.
            if (!(one + two).contains(".")) {
                same(one, two, Path::relativize);
            }
        }
    }

    @Test
    void aPathIsFoundByItsUri() {
        Path path = disk.getPath("/a b/ü");
        assertThat(path.toUri()).hasToString("faulty:/a%20b/ü");
        assertThat(disk.provider().getPath(path.toUri())).isEqualTo(path);
    }

    @Test
    void theRealPathIsThatOfWhatIsThere() throws Exception {
        Path directory = Files.createDirectory(disk.root().resolve("a"));
        assertThat(disk.getPath("a/./b/..").toRealPath()).isEqualTo(directory);
        assertThatThrownBy(() -> disk.getPath("b").toRealPath()).hasMessage("/b");
    }

    private static String text(Random random) {
        String[] parts = {"a", "b", "ab", ".", "..", "/", "//", "/", "/", ""};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private void same(String text, Function<Path, ?> question) {
        same(text, "", (path, empty) -> question.apply(path));
    }

    private void same(String one, String two, BiFunction<Path, Path, ?> question) {
        assertThat(answer(() -> question.apply(disk.getPath(one), disk.getPath(two))))
                .as("'%s' and '%s'", one, two)
                .isEqualTo(answer(() -> question.apply(Path.of(one), Path.of(two))));
    }

    private static String answer(Supplier<?> question) {
        try {
            return String.valueOf(question.get());
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }
}
