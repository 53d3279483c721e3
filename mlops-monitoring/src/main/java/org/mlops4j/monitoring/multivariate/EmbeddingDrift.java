// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;

/**
 * What an {@link EmbeddingTest} says.
 *
 * @param lengths the drift of the vectors' lengths and of the share that is missing
 * @param kernel the maximum mean discrepancy
 * @param classifier the classifier, and which components it goes by
 * @param euclidean the distance of the mean vectors, for information; NaN if a side has none or they differ in size
 * @param cosine one less the cosine of the angle between the mean vectors, from 0 to 2, for information; NaN also if
 *     one of them is zero
 */
public record EmbeddingDrift(
        DriftReport lengths, DriftResult kernel, ClassifierDrift classifier, double euclidean, double cosine) {

    /** Checks that the parts are there. */
    public EmbeddingDrift {
        requireNonNull(lengths, "lengths");
        requireNonNull(kernel, "kernel");
        requireNonNull(classifier, "classifier");
    }

    /** {@return DRIFT if any part says so, OK if all do, else INSUFFICIENT_DATA} */
    public DriftVerdict verdict() {
        DriftVerdict trained = classifier.result().verdict();
        if (lengths.verdict() == DriftVerdict.DRIFT
                || kernel.verdict() == DriftVerdict.DRIFT
                || trained == DriftVerdict.DRIFT) {
            return DriftVerdict.DRIFT;
        }
        boolean ok = lengths.verdict() == kernel.verdict() && kernel.verdict() == trained;
        return ok ? trained : DriftVerdict.INSUFFICIENT_DATA;
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("version", 1)
                .with("verdict", verdict().name())
                .with("lengths", lengths.toDocument())
                .with("kernel", kernel.toDocument())
                .with("classifier", classifier.toDocument())
                .with("euclidean", euclidean)
                .with("cosine", cosine);
    }
}
