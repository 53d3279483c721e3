// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.SequentialTest;

/**
 * What the evidence of a stage says.
 *
 * @param decision what to do
 * @param reason one sentence for a person
 */
record Judgement(Decision decision, String reason) {

    /** A stage that cannot be judged by its measure needs so many answers of the candidate to end well. */
    static final long LEAST_ANSWERS = 100;

    /** What to do. */
    enum Decision {
        WAIT,
        PROMOTE,
        ROLL_BACK,
        PAUSE
    }

    static Judgement of(RolloutState state, StageEvidence evidence, Instant now) {
        double level = state.plan().level();
        Judgement harm = harm(evidence, level);
        if (harm != null) {
            return harm;
        }
        Duration taken = Duration.between(state.began(), now);
        String shown = shown(evidence, level);
        if (taken.compareTo(state.current().least()) >= 0 && enough(evidence, level)) {
            return new Judgement(Decision.PROMOTE, shown);
        } else if (taken.compareTo(state.plan().patience()) >= 0) {
            return new Judgement(Decision.PAUSE, "not enough data after " + taken + ": " + shown);
        }
        return new Judgement(Decision.WAIT, shown);
    }

    /** {@return the decision to roll back, or {@code null} if there is no reason to} */
    static @Nullable Judgement harm(StageEvidence evidence, double level) {
        if (beyond(evidence.errors(), level)) {
            return new Judgement(Decision.ROLL_BACK, "errors: " + told(evidence.errors(), level));
        }
        BetaBinomialTest slow = evidence.slow();
        if (slow != null && beyond(slow, level)) {
            return new Judgement(Decision.ROLL_BACK, "slow answers: " + told(slow, level));
        }
        return evidence.gains().stream()
                .filter(gain -> gain.harmful(level))
                .findFirst()
                .map(gain -> new Judgement(Decision.ROLL_BACK, shown(evidence, gain, level)))
                .orElse(null);
    }

    /** One-sided: the share is greater than it may be, whatever may be said of less. */
    private static boolean beyond(BetaBinomialTest test, double level) {
        return test.logEValue() >= -Math.log(level) && test.estimate() > test.nullShare();
    }

    private static boolean enough(StageEvidence evidence, double level) {
        List<Gain> gains = evidence.gains();
        return gains.isEmpty()
                ? evidence.answers() >= LEAST_ANSWERS
                : gains.stream().allMatch(gain -> gain.enough(level));
    }

    private static String shown(StageEvidence evidence, double level) {
        List<Gain> gains = evidence.gains();
        return gains.isEmpty()
                ? evidence.answers() + " answers of the candidate, no harm seen"
                : gains.stream().map(gain -> shown(evidence, gain, level)).collect(Collectors.joining("; "));
    }

    private static String shown(StageEvidence evidence, Gain gain, double level) {
        String name = gain.equals(evidence.gain()) ? "gain" : gain.name();
        return name + " " + told(gain.test(), level) + ", margin "
                + gain.criterion().margin();
    }

    private static String told(SequentialTest test, double level) {
        return String.format(
                Locale.ROOT,
                "%.4g (%.4g to %.4g) of %d",
                test.estimate(),
                test.lower(level),
                test.upper(level),
                test.count());
    }

    RolloutState.Finding finding(Document evidence) {
        return new RolloutState.Finding(reason, evidence);
    }
}
