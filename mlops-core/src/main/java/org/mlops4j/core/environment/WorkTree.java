// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mlops4j.data.Document;

/**
 * The Git work tree around a directory.
 *
 * @param head what is checked out, read from files
 * @param changes how the files differ from that; empty if there is no {@code git} to ask
 */
record WorkTree(GitHead head, Optional<WorkTreeChanges> changes) {

    /** {@return the work tree around a directory, if there is one that can be read} */
    static Optional<WorkTree> find(Path directory) {
        for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                Path root = at;
                return GitHead.read(root.resolve(".git")).map(head -> new WorkTree(head, WorkTreeChanges.find(root)));
            }
        }
        return Optional.empty();
    }

    Document toDocument() {
        Document.Fields tree = Document.object().with("commit", head.commit()).withOptional("branch", head.branch());
        if (changes.isEmpty()) {
            return tree.with("state", "unknown");
        }
        return changes.get().isEmpty()
                ? tree.with("state", "clean")
                : tree.with("state", "dirty").with("changes", changes.get().toDocument());
    }
}
