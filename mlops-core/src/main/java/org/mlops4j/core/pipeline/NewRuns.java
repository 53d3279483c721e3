// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataWriter;

/** The beginnings of runs: each has the next number of its pipeline. */
final class NewRuns {

    private static final String KIND = "pipeline";

    private NewRuns() {}

    /**
     * {@return a run that anybody who works on the pipeline can take up at once; it is still to be stored, but its
     * number is taken}
     */
    static StoredRun next(MetadataWriter writer, Pipeline pipeline, Document parameters, Actor author, Instant now) {
        String name = pipeline.name();
        long number = 1
                + writer.find(KIND, name).map(s -> s.body().get("runs").whole()).orElse(0L);
        writer.put(KIND, name, Document.object().with("name", name).with("runs", number), Map.of());
        return new StoredRun(
                name + "-" + number,
                number,
                name,
                Plan.of(pipeline),
                Status.WAITING,
                author,
                parameters,
                now,
                0,
                null,
                now,
                pipeline.findProduct().orElse(null),
                List.of());
    }
}
