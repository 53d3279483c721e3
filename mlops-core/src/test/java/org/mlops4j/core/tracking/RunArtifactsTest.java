// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunArtifacts;

class RunArtifactsTest {

    @TempDir
    Path scratch;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(scratch.resolve("store"));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    @Test
    void aDirectoryComesBackAsItWas() throws IOException {
        Path plots = Files.createDirectories(scratch.resolve("plots/by class"));
        Files.writeString(plots.resolve("\u00fcber.txt"), "text");
        Files.writeString(scratch.resolve("plots/roc.svg"), "<svg/>");
        String id;
        try (Run run = mlops.tracking().start("e")) {
            run.artifacts("all/plots", scratch.resolve("plots"));
            run.artifact("notes", "notes".getBytes(UTF_8));
            id = run.id();
        }
        RunArtifacts artifacts = mlops.tracking().artifacts(id);
        assertThat(artifacts.files())
                .containsOnlyKeys("all/plots/by class/\u00fcber.txt", "all/plots/roc.svg", "notes");
        assertThat(artifacts.read("notes")).asString(UTF_8).isEqualTo("notes");
        try (InputStream in = artifacts.open("all/plots/roc.svg")) {
            assertThat(in).hasContent("<svg/>");
        }
        artifacts.copyTo(scratch.resolve("new/copy"));
        assertThat(scratch.resolve("new/copy/all/plots/by class/\u00fcber.txt")).hasContent("text");
        assertThat(scratch.resolve("new/copy/notes")).hasContent("notes");
        assertThatThrownBy(() -> artifacts.copyTo(scratch.resolve("plots"))).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> artifacts.read("other"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("all/plots/roc.svg");
    }

    @Test
    void whatWasChangedOnTheDiskIsNotHandedOut() throws IOException {
        String id;
        try (Run run = mlops.tracking().start("e")) {
            run.artifact("a", "first".getBytes(UTF_8));
            run.artifact("b", "other".getBytes(UTF_8));
            id = run.id();
        }
        RunArtifacts artifacts = mlops.tracking().artifacts(id);
        String hex = artifacts.files().get("b").hex();
        try (Stream<Path> files = Files.walk(scratch.resolve("store"))) {
            Path blob = files.filter(file -> file.getFileName().toString().equals(hex)
                            || hex.endsWith(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
            Files.writeString(blob, "forged");
        }
        assertThatThrownBy(() -> artifacts.copyTo(scratch.resolve("copy"))).isInstanceOf(CorruptException.class);
        assertThat(scratch.resolve("copy")).doesNotExist();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../path", "path/../../to", "/path", "a//b", "a%2e%2e%2fb", "a\\..\\b", "a\0b", "C:/a", "."})
    void aPathThatLeadsElsewhereIsRefused(String path) {
        try (Run run = mlops.tracking().start("e")) {
            assertThatThrownBy(() -> run.artifact(path, new byte[0])).isInstanceOf(InvalidException.class);
            assertThat(mlops.tracking().artifacts(run.id()).files()).isEmpty();
        }
    }

    @Test
    void linksAndFilesBelowFilesAreRefused() throws IOException {
        Path directory = Files.createDirectories(scratch.resolve("directory"));
        Files.writeString(directory.resolve("a"), "a");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));
        try (Run run = mlops.tracking().start("e")) {
            assertThatThrownBy(() -> run.artifacts("", directory))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining(link.toString());
            assertThatThrownBy(() -> run.artifacts("", scratch.resolve("none"))).isInstanceOf(NotFoundException.class);
            assertThat(mlops.tracking().artifacts(run.id()).files()).isEmpty();
            run.artifact("a/b", new byte[0]);
            assertThatThrownBy(() -> run.artifact("a", new byte[0])).isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> run.artifact("a/b/c", new byte[0])).isInstanceOf(InvalidException.class);
        }
    }
}
