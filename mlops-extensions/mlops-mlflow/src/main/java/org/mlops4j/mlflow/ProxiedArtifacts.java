// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;

/**
 * Artifacts that a server hands out itself. Names that it lists are taken for relative paths or not at all.
 *
 * @param server which
 * @param json reads its answers
 */
record ProxiedArtifacts(MlflowConnection server, DocumentText json) {

    private static final Pattern ADDRESS = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/(.+)");
    private static final int DEEPEST = 32;

    /** {@return the path under which the server hands out what has an address, if it does} */
    static Optional<RelativePath> path(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.matches() ? Optional.of(new RelativePath(matcher.group(1))) : Optional.empty();
    }

    /** Copies all files below a path into a directory. */
    void copy(RelativePath from, Path to) {
        copy(from, to, DEEPEST);
    }

    private void copy(RelativePath from, Path to, int deepest) {
        if (deepest == 0) {
            throw new InvalidException(
                    "the artifacts of the MLflow server are nested deeper than " + DEEPEST + " levels");
        }
        Document answer = server.get(json, "mlflow-artifacts/artifacts", Map.of("path", from.text()));
        for (Document file : answer.find("files").map(items -> items.list()).orElse(List.of())) {
            String name = file.get("path").text();
            Path target = new RelativePath(name).under(to);
            RelativePath source = new RelativePath(from.text() + "/" + name);
            if (file.find("is_dir").map(Document::bool).orElse(false)) {
                copy(source, target, deepest - 1);
            } else {
                copyFile(source, target, LogNumbers.whole(file, "file_size"));
            }
        }
    }

    /** A server that sends more than it has listed is not believed. */
    private void copyFile(RelativePath source, Path target, long bytes) {
        try (InputStream in = server.open(json, source.text())) {
            Files.createDirectories(target.getParent());
            long copied = 0;
            try (var out = Files.newOutputStream(target)) {
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    copied += read;
                    if (copied > bytes) {
                        break;
                    }
                    out.write(buffer, 0, read);
                }
            }
            if (copied != bytes) {
                throw new InvalidException("the MLflow server lists " + bytes + " bytes of '" + source
                        + "' and sends another number of them");
            }
        } catch (IOException e) {
            throw new StorageException("could not copy '" + source + "' from the MLflow server", e);
        }
    }
}
