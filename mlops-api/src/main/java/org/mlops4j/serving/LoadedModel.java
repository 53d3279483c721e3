// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;

/**
 * A version that is loaded for use outside a deployment, such as a batch or an evaluation. Predictions may come from
 * several threads; close it after the last of them.
 *
 * @param version which
 * @param inputs the fields of its input vector in order: those of its signature, or {@code input.0} and so on
 * @param predictor the model itself
 */
public record LoadedModel(ModelVersion version, Schema inputs, Predictor predictor) implements AutoCloseable {

    /** Checks that all is there. */
    public LoadedModel {
        requireNonNull(version, "version");
        requireNonNull(inputs, "inputs");
        requireNonNull(predictor, "predictor");
    }

    /** {@return the names of the outputs: those of the signature, or {@code output.0} and so on} */
    public List<String> outputs() {
        return version.manifest()
                .findSignature()
                .map(Signature::outputs)
                .map(Schema::names)
                .orElseGet(() -> IntStream.range(0, predictor.outputs())
                        .mapToObj(i -> "output." + i)
                        .toList());
    }

    /** Frees the model; idempotent. */
    @Override
    public void close() {
        predictor.close();
    }
}
