// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

class WorkTreeChangesTest {

    @TempDir
    Path directory;

    @BeforeEach
    void commitOneFile() throws Exception {
        assumeThat(git("init", "-q")).as("there is a git to ask").isZero();
        write("A.java", "class A {}\n");
        git("add", "A.java");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first");
    }

    private int git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private Document captured() {
        return WorkTree.find(directory).orElseThrow().toDocument();
    }

    @Test
    void aTreeAsItWasCommittedIsClean() {
        assertThat(captured().get("state").text()).isEqualTo("clean");
        assertThat(captured().get("commit").text()).matches("[0-9a-f]{40}");
        assertThat(captured().find("changes")).isEmpty();
    }

    @Test
    void aChangedFileIsToldByDigestAndSizeOfTheDifferenceWhichIsThere() throws Exception {
        write("A.java", "class A { int b; }\n");
        byte[] diff = WorkTreeChanges.find(directory).orElseThrow().diff();

        assertThat(new String(diff, UTF_8)).contains("-class A {}", "+class A { int b; }");
        assertThat(captured().get("state").text()).isEqualTo("dirty");
        assertThat(captured().get("changes"))
                .isEqualTo(Document.object()
                        .with("digest", Digest.of(diff))
                        .with("bytes", diff.length)
                        .with("unknown_files", 0));
    }

    @Test
    void settingsOfAUserDoNotChangeTheDigest() throws Exception {
        write("A.java", "class A { int b; }\n");
        Document before = captured();
        git("config", "diff.noprefix", "true");
        git("config", "diff.external", "/does/not/exist");
        git("config", "color.ui", "always");
        assertThat(captured()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNotAddedCountsByNameAndSizeAndAnIgnoredOneNot() throws Exception {
        write(".git/info/exclude", "*.log\n");
        write("much.log", "noise");
        assertThat(captured().get("state").text()).isEqualTo("clean");

        write("B.java", "class B {}\n");
        Document one = captured();
        assertThat(one.get("changes").get("unknown_files").whole()).isEqualTo(1);
        assertThat(one.get("changes").get("bytes").whole()).isZero();
        write("B.java", "class B { int c; }\n");
        assertThat(captured().get("changes").get("digest"))
                .isNotEqualTo(one.get("changes").get("digest"));
    }

    @Test
    void aTreeThatGitDoesNotReadIsUnknown() throws Exception {
        write(".git/HEAD", "0123456789abcdef0123456789abcdef01234567\n");
        assertThat(captured().get("state").text()).isEqualTo("unknown");
    }
}
