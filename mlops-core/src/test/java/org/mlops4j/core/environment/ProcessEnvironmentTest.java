// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.tracking.Environment;

class ProcessEnvironmentTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path directory;

    private Path jar(String name, String content) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("A.class"));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void theClassPathDigestFollowsContentAndOrderAndNotThePlace() throws IOException {
        Path a = jar("a.jar", "one");
        Path b = jar("b.jar", "two");
        Digest before = ClassPath.digest(a + File.pathSeparator + b);

        assertThat(ClassPath.digest(b + File.pathSeparator + a)).isNotEqualTo(before);
        Path moved = Files.createDirectories(directory.resolve("elsewhere")).resolve("a.jar");
        Files.copy(a, moved);
        assertThat(ClassPath.digest(moved + File.pathSeparator + b)).isEqualTo(before);
        jar("a.jar", "uno");
        assertThat(ClassPath.digest(a + File.pathSeparator + b)).isNotEqualTo(before);
    }

    @Test
    void aFolderCountsByTheBytesOfItsClasses() throws IOException {
        write("classes/x/A.class", "one");
        Digest before = ClassPath.digest(directory.resolve("classes").toString());
        write("classes/x/A.class", "two");
        assertThat(ClassPath.digest(directory.resolve("classes").toString())).isNotEqualTo(before);
    }

    @Test
    void entriesThatAreNotThereOrNoArchivesDoNotStopARun() throws IOException {
        write("no.jar", "this is no archive");
        assertThat(ClassPath.digest(directory.resolve("no.jar") + File.pathSeparator + "/not/there.jar"))
                .isNotNull();
    }

    @Test
    void theCommitOfABranchIsFoundFromBelowTheWorkTree() throws IOException {
        write(".git/HEAD", "ref: refs/heads/feature/x\n");
        write(".git/refs/heads/feature/x", COMMIT + "\n");
        Path below = Files.createDirectories(directory.resolve("module/src"));
        assertThat(WorkTree.find(below).map(WorkTree::head)).contains(new GitHead(COMMIT, "feature/x"));
    }

    @Test
    void packedBranchesDetachedHeadsAndAdditionalWorkTreesAreRead() throws IOException {
        write("a/.git/HEAD", "ref: refs/heads/main\n");
        write("a/.git/packed-refs", "# pack-refs\n" + COMMIT + " refs/heads/main\n^aaaa\n");
        assertThat(GitHead.read(directory.resolve("a/.git"))).contains(new GitHead(COMMIT, "main"));

        write("b/.git/HEAD", COMMIT + "\n");
        assertThat(GitHead.read(directory.resolve("b/.git"))).contains(new GitHead(COMMIT, null));

        write("a/.git/worktrees/c/HEAD", "ref: refs/heads/main\n");
        write("a/.git/worktrees/c/commondir", "../..\n");
        write("c/.git", "gitdir: " + directory.resolve("a/.git/worktrees/c") + "\n");
        assertThat(GitHead.read(directory.resolve("c/.git"))).contains(new GitHead(COMMIT, "main"));
    }

    @Test
    void aDamagedGitDirectoryIsAsNone() throws IOException {
        write(".git/description", "no head here");
        assertThat(WorkTree.find(directory)).isEmpty();
    }

    @Test
    void everyFactorThatMayChangeAResultIsThere() {
        assertThat(new Environment(ProcessEnvironment.current()).factors())
                .containsKeys(
                        "java.version",
                        "java.vendor",
                        "java.vm",
                        "java.flags",
                        "java.agents",
                        "os.name",
                        "os.arch",
                        "processors",
                        "parallelism",
                        "locale",
                        "format_locale",
                        "charset",
                        "zone",
                        "tzdata",
                        "class_path",
                        "class_path_entries");
        assertThat(ProcessEnvironment.current().get("tzdata").text()).matches("20\\d\\d[a-z]");
    }

    @Test
    void ofOptionsThatMayHoldSecretsOnlyTheNameIsKept() {
        assertThat(VirtualMachine.flags(List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Dapi.token=s3cr3t",
                        "-XX:OnOutOfMemoryError=curl -H 'Bearer s3cr3t' https://x",
                        "-XX:OnError=s3cr3t",
                        "-Xlog:gc:file=/token-s3cr3t.log",
                        "-javaagent:/opt/agent.jar=password=s3cr3t")))
                .containsExactly("-Xmx1g", "-XX:+UseSerialGC", "-XX:OnOutOfMemoryError", "-XX:OnError", "-Xlog");
        assertThat(VirtualMachine.agents(List.of("-javaagent:/opt/agent.jar=password=s3cr3t")))
                .containsExactly("agent.jar");
    }

    @Test
    void aProcessorIsKnownByItsModelAndItsExtensionsForArithmetic() {
        assertThat(Processor.parse(List.of(
                        "processor\t: 0",
                        "model name\t: Intel(R) Xeon(R)",
                        "flags\t\t: fpu vme sse sse2 avx avx512f fma smep",
                        "model name\t: another")))
                .isEqualTo(Document.object()
                        .with("model", "Intel(R) Xeon(R)")
                        .with("features", Document.texts(List.of("avx", "avx512f", "fma", "fpu", "sse", "sse2"))));
        assertThat(Processor.parse(List.of("CPU part\t: 0xd0c", "Features\t: fp asimd crc32 sve"))
                        .get("features")
                        .texts())
                .containsExactly("asimd", "fp", "sve");
        assertThat(Processor.parse(List.of())).isEqualTo(Document.object());
    }
}
