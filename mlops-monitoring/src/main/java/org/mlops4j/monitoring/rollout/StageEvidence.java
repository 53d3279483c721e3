// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.SequentialTest;

/**
 * What is known in a stage.
 *
 * @param gain how much better the candidate is, or {@code null} if the stage cannot tell by the measure of the plan
 * @param guardrails the same by each further criterion by which the stage can tell
 * @param slow the share of the candidate among slow answers, or {@code null} if nobody asked
 * @param errors the share of the candidate among errors, or of errors among its requests
 * @param answers how many predictions of the candidate were logged
 */
record StageEvidence(
        @Nullable Gain gain,
        List<Gain> guardrails,
        @Nullable BetaBinomialTest slow,
        BetaBinomialTest errors,
        long answers) {

    StageEvidence {
        guardrails = List.copyOf(guardrails);
    }

    /** {@return how much better the candidate is, by all criteria by which the stage can tell} */
    List<Gain> gains() {
        return Stream.concat(Stream.ofNullable(gain), guardrails.stream()).toList();
    }

    Document toDocument(double level) {
        Document.Fields fields =
                Document.object().with("level", level).with("answers", answers).with("errors", summary(errors, level));
        fields = slow == null ? fields : fields.with("slow", summary(slow, level));
        fields = gain == null ? fields : fields.with("gain", summary(gain.test(), level));
        return guardrails.isEmpty()
                ? fields
                : fields.with(
                        "guardrails",
                        Document.list(guardrails.stream()
                                .map(guardrail -> summary(guardrail.test(), level)
                                        .with("criterion", guardrail.criterion().toDocument()))
                                .toList()));
    }

    private static Document.Fields summary(SequentialTest test, double level) {
        return Document.object()
                .with("count", test.count())
                .with("estimate", test.estimate())
                .with("lower", test.lower(level))
                .with("upper", test.upper(level))
                .with("logEValue", test.logEValue());
    }
}
