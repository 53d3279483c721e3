// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;

/**
 * Where the files of a model are, relative to the artifacts of its MLflow. What MLflow stores is an address that any
 * client may have made up: a path, a URI, a path of another machine. So it is never opened; only the run, or the logged
 * model, and the path within are taken out of it.
 *
 * @param experiment the id of the experiment, or {@code null} if the address does not tell
 * @param owner the id of a run, or of a logged model, which begins with {@code m-}
 * @param path the path within the artifacts of the owner, {@code null} for all of them
 */
record Location(
        @Nullable String experiment, String owner, @Nullable RelativePath path) {

    private static final Pattern OF_RUN =
            Pattern.compile("(?:^|.*/)([A-Za-z0-9_-]{1,64})/([0-9a-f]{32})/artifacts/(.+)", Pattern.DOTALL);
    private static final Pattern OF_MODEL =
            Pattern.compile("(?:^|.*/)([A-Za-z0-9_-]{1,64})/models/(m-[0-9a-f]{32})/artifacts/?", Pattern.DOTALL);
    private static final Pattern RUN_URI = Pattern.compile("runs:/([0-9a-f]{32})/(.+)", Pattern.DOTALL);
    private static final Pattern MODEL_URI = Pattern.compile("models:/(m-[0-9a-f]{32})");

    /**
     * {@return where MLflow says that the files of a version are}
     *
     * @throws InvalidException if that is no artifact of a run or a logged model
     */
    static Location of(Source.Version version) {
        return parse(version.location())
                .orElseThrow(() -> new InvalidException("MLflow says that its files are at '" + version.location()
                        + "', which is no artifact of a run; other places are not read"));
    }

    /**
     * {@return what an address tells, if it tells anything}
     *
     * @throws org.mlops4j.error.InvalidException if the path within breaks the rule of {@link RelativePath}
     */
    static Optional<Location> parse(String address) {
        Matcher runUri = RUN_URI.matcher(address);
        if (runUri.matches()) {
            return Optional.of(new Location(null, runUri.group(1), new RelativePath(trimmed(runUri.group(2)))));
        }
        Matcher modelUri = MODEL_URI.matcher(address);
        if (modelUri.matches()) {
            return Optional.of(new Location(null, modelUri.group(1), null));
        }
        Matcher ofModel = OF_MODEL.matcher(address);
        if (ofModel.matches()) {
            return Optional.of(new Location(ofModel.group(1), ofModel.group(2), null));
        }
        Matcher ofRun = OF_RUN.matcher(address);
        return ofRun.matches()
                ? Optional.of(new Location(ofRun.group(1), ofRun.group(2), new RelativePath(trimmed(ofRun.group(3)))))
                : Optional.empty();
    }

    private static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
