// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import java.util.List;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * The one rule for paths of artifacts, whoever sends them: keys of plain segments. They never become paths of files.
 */
final class ArtifactPath {

    private ArtifactPath() {}

    /** {@return the path of decoded segments} */
    static String of(List<String> segments) {
        return require(String.join("/", segments));
    }

    /** {@return the path itself} */
    static String require(String path) {
        Name.requireKey("artifact path", path);
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.isBlank()) {
                throw new InvalidException("artifact path '" + Shown.text(path) + "' has an empty segment or one dot");
            }
        }
        return path;
    }
}
