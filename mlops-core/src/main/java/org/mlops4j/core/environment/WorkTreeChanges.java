// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * How the files of a work tree differ from its commit, as {@code git diff} tells it. Files that Git does not know count
 * by name and size, unless they are ignored. Immutable.
 */
public final class WorkTreeChanges {

    /** A difference above this is digested but not kept. */
    public static final int KEPT_BYTES = 8 << 20;

    private static final int PATIENCE_SECONDS = 20;

    /** No setting of a user changes the bytes, and no program that is set up to show differences is run. */
    private static final List<String> DIFF = List.of(
            "diff",
            "HEAD",
            "--binary",
            "--full-index",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--no-relative",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--unified=3",
            "--diff-algorithm=myers");

    private static final List<String> UNKNOWN_FILES = List.of("ls-files", "--others", "--exclude-standard", "-z");

    private final Digest digest;
    private final long bytes;
    private final byte[] kept;
    private final int unknown;

    private WorkTreeChanges(Digest digest, long bytes, byte[] kept, int unknown) {
        this.digest = digest;
        this.bytes = bytes;
        this.kept = kept;
        this.unknown = unknown;
    }

    /** {@return the changes in a work tree; empty if there is no {@code git} to ask, or it gives no answer} */
    static Optional<WorkTreeChanges> find(Path root) {
        try {
            Path answer = Files.createTempFile("work-tree", ".diff");
            try {
                return find(root, answer);
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            // No git, or one that does not trust this directory: a run goes on without.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<WorkTreeChanges> find(Path root, Path answer) throws IOException, InterruptedException {
        if (!git(root, UNKNOWN_FILES, answer)) {
            return Optional.empty();
        }
        MessageDigest sha256 = Digest.sha256();
        List<String> names = names(answer);
        for (String name : names) {
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update(ByteBuffer.allocate(1 + Long.BYTES)
                    .put((byte) 0)
                    .putLong(size(root, name))
                    .array());
        }
        if (!git(root, DIFF, answer)) {
            return Optional.empty();
        }
        long bytes = Files.size(answer);
        Digest digest;
        try (InputStream in = Files.newInputStream(answer)) {
            digest = Digest.of(in);
        }
        sha256.update(digest.bytes());
        byte[] kept = bytes > KEPT_BYTES ? new byte[0] : Files.readAllBytes(answer);
        return Optional.of(
                new WorkTreeChanges(names.isEmpty() ? digest : Digest.from(sha256), bytes, kept, names.size()));
    }

    boolean isEmpty() {
        return bytes == 0 && unknown == 0;
    }

    /** {@return the difference as {@code git apply} takes it; empty if nothing differs or it is too long to be kept} */
    public byte[] diff() {
        return kept.clone();
    }

    /** The digest is that of {@link #diff()} if all files are known. */
    Document toDocument() {
        return Document.object().with("digest", digest).with("bytes", bytes).with("unknown_files", unknown);
    }

    private static boolean git(Path root, List<String> arguments, Path answer)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks", "-c", "core.fsmonitor=false"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GIT_"));
        Process git = builder.start();
        try {
            git.getOutputStream().close();
            return git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
        } finally {
            git.destroyForcibly();
        }
    }

    private static List<String> names(Path answer) throws IOException {
        return List.of(Files.readString(answer, StandardCharsets.ISO_8859_1).split("\0", -1)).stream()
                .filter(name -> !name.isEmpty())
                .map(name -> new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    private static long size(Path root, String name) {
        try {
            return Files.size(root.resolve(name));
        } catch (IOException | InvalidPathException e) {
            // Gone since it was listed, or of a name that this locale cannot say.
            return -1;
        }
    }
}
