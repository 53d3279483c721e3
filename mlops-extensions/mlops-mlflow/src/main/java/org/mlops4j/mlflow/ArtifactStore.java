// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.Optional;

/**
 * The artifacts of an MLflow in a directory: {@code experiment/run/artifacts} and
 * {@code experiment/models/m-…/artifacts}.
 */
record ArtifactStore(Tree root) {

    /** {@return the artifacts of a run, if there are any} */
    Optional<Tree> ofRun(String experiment, String run) {
        return find(experiment + "/" + run + "/artifacts");
    }

    /** {@return the directory of a model, if it is here} */
    Optional<Tree> model(Location location) {
        String owner = location.owner();
        String below = owner.startsWith("m-") ? "models/" + owner : owner;
        String end = "/" + below + "/artifacts" + (location.path() == null ? "" : "/" + location.path());
        if (location.experiment() != null) {
            return find(location.experiment() + end);
        }
        return root.directories().stream()
                .filter(Tree::isPlain)
                .flatMap(experiment -> find(experiment + end).stream())
                .findFirst();
    }

    private Optional<Tree> find(String path) {
        return root.hasDirectory(path) ? Optional.of(root.directory(path)) : Optional.empty();
    }
}
