// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.SequentialTest;

/**
 * What is known in a stage.
 *
 * @param gain how much better the candidate is, or {@code null} if the stage cannot tell by its measure
 * @param slow the share of the candidate among slow answers, or {@code null} if nobody asked
 * @param errors the share of the candidate among errors, or of errors among its requests
 * @param answers how many predictions of the candidate were logged
 */
record StageEvidence(
        @Nullable SequentialTest gain, @Nullable BetaBinomialTest slow, BetaBinomialTest errors, long answers) {

    Document toDocument(double level) {
        Document.Fields fields =
                Document.object().with("level", level).with("answers", answers).with("errors", summary(errors, level));
        fields = slow == null ? fields : fields.with("slow", summary(slow, level));
        return gain == null ? fields : fields.with("gain", summary(gain, level));
    }

    private static Document summary(SequentialTest test, double level) {
        return Document.object()
                .with("count", test.count())
                .with("estimate", test.estimate())
                .with("lower", test.lower(level))
                .with("upper", test.upper(level))
                .with("logEValue", test.logEValue());
    }
}
