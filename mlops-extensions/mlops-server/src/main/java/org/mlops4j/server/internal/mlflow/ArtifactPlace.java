// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mlops4j.data.RelativePath;

/** Who owns artifacts. Clients know owners as URIs of one form, and no other URI is ever resolved. */
sealed interface ArtifactPlace {

    /** What every URI of artifacts begins with. */
    String SCHEME = "mlflow-artifacts:/";

    /** {@return the URI under which clients find the artifacts of this owner} */
    String uri();

    /** {@return the place of the artifacts of a run} */
    static ArtifactPlace ofRun(String experiment, String run) {
        return new OfRun(experiment, run);
    }

    /** {@return what a path below the root of all artifacts means, if anything} */
    static Optional<Address> parse(List<String> segments) {
        int size = segments.size();
        if (size >= 4 && segments.get(1).equals("models") && segments.get(3).equals("artifacts")) {
            return Optional.of(new Address(new OfModel(segments.get(0), segments.get(2)), segments.subList(4, size)));
        } else if (size >= 3
                && segments.get(0).equals("models")
                && OfVersion.NUMBER.matcher(segments.get(2)).matches()) {
            OfVersion version = new OfVersion(segments.get(1), Integer.parseInt(segments.get(2)));
            return Optional.of(new Address(version, segments.subList(3, size)));
        } else if (size >= 3 && segments.get(2).equals("artifacts")) {
            return Optional.of(new Address(new OfRun(segments.get(0), segments.get(1)), segments.subList(3, size)));
        }
        return Optional.empty();
    }

    /**
     * A run.
     *
     * @param experiment its number
     * @param run its id
     */
    record OfRun(String experiment, String run) implements ArtifactPlace {
        @Override
        public String uri() {
            return SCHEME + experiment + "/" + run + "/artifacts";
        }
    }

    /**
     * A logged model.
     *
     * @param experiment the number of its experiment
     * @param model its id
     */
    record OfModel(String experiment, String model) implements ArtifactPlace {
        @Override
        public String uri() {
            return SCHEME + experiment + "/models/" + model + "/artifacts";
        }
    }

    /**
     * A registered version, whose artifacts never change.
     *
     * @param model the model
     * @param number the version
     */
    record OfVersion(String model, int number) implements ArtifactPlace {

        private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

        @Override
        public String uri() {
            return SCHEME + "models/" + model + "/" + number;
        }
    }

    /**
     * A file or a directory of an owner.
     *
     * @param place the owner
     * @param path the segments below it, none for all its artifacts
     */
    record Address(ArtifactPlace place, List<String> path) {

        /** Copies the path. */
        public Address {
            path = List.copyOf(path);
        }

        /** {@return the file that is meant, by the rule of {@link RelativePath}} */
        String file() {
            return new RelativePath(String.join("/", path)).text();
        }

        /** {@return the directory that is meant, the empty text for all that the owner has} */
        String directory() {
            return path.isEmpty() ? "" : file();
        }
    }
}
