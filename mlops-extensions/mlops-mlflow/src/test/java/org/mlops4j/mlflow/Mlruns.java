// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a directory as MLflow's file store does. */
record Mlruns(Path root) {

    static final String RUN = "0b2f4cdd0a2b4c8ba9a5c9a2a5d8f3c1";
    static final String CHILD = "1c3f4cdd0a2b4c8ba9a5c9a2a5d8f3c2";

    Mlruns file(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mlruns experiment(String id, String name) {
        return file(id + "/meta.yaml", """
                artifact_location: file:///etc
                creation_time: 1714564000000
                experiment_id: '%s'
                last_update_time: 1714564000000
                lifecycle_stage: active
                name: %s
                """.formatted(id, name));
    }

    Mlruns run(String experiment, String id, int status, String end, String stage) {
        return file(experiment + "/" + id + "/meta.yaml", """
                artifact_uri: file:///etc/artifacts
                end_time: %s
                entry_point_name: ''
                experiment_id: '%s'
                lifecycle_stage: %s
                run_id: %s
                run_name: clumsy-duck-1
                run_uuid: %s
                source_name: ''
                source_type: 4
                source_version: ''
                start_time: 1714564800123
                status: %d
                tags: []
                user_id: ana
                """.formatted(end, experiment, stage, id, id, status));
    }

    Mlruns copy(String path, byte[] content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
