// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is checked out in a Git work tree, read from its files without starting a process.
 *
 * @param commit the commit in hexadecimal digits
 * @param branch the branch, or {@code null} if none is checked out
 */
record GitHead(String commit, @Nullable String branch) {

    private static final String BRANCHES = "refs/heads/";

    /** {@return what a {@code .git} says, if it can be read} */
    static Optional<GitHead> read(Path git) {
        try {
            Path home = Files.isDirectory(git) ? git : linked(git);
            String head = line(home.resolve("HEAD"));
            if (!head.startsWith("ref: ")) {
                return Optional.of(new GitHead(head, null));
            }
            String ref = head.substring("ref: ".length());
            String branch = ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : ref;
            return commit(home, ref).map(commit -> new GitHead(commit, branch));
        } catch (IOException e) {
            // Not a work tree after all, or one that this user may not read: a run goes on without.
            return Optional.empty();
        }
    }

    /** In an additional work tree, {@code .git} is a file that says where its directory is. */
    private static Path linked(Path git) throws IOException {
        return git.resolveSibling(line(git).replaceFirst("^gitdir: ", ""));
    }

    private static Optional<String> commit(Path home, String ref) throws IOException {
        Path common = Files.exists(home.resolve("commondir"))
                ? home.resolve(line(home.resolve("commondir"))).normalize()
                : home;
        for (Path place : new Path[] {home, common}) {
            if (Files.exists(place.resolve(ref))) {
                return Optional.of(line(place.resolve(ref)));
            }
        }
        Path packed = common.resolve("packed-refs");
        return Files.exists(packed)
                ? Files.readAllLines(packed).stream()
                        .filter(packedRef -> packedRef.endsWith(" " + ref))
                        .map(packedRef -> packedRef.substring(0, packedRef.indexOf(' ')))
                        .findFirst()
                : Optional.empty();
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
