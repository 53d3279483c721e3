// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mlops4j.core.trees.FloatTransform;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * The objectives whose predictions are known: how they transform the sums of trees and what their base score means.
 * Each is compared with the original library in the tests.
 */
enum Objective {
    REG_SQUAREDERROR(FloatTransform.IDENTITY, Link.IDENTITY),
    REG_SQUAREDLOGERROR(FloatTransform.IDENTITY, Link.IDENTITY),
    REG_PSEUDOHUBERERROR(FloatTransform.IDENTITY, Link.IDENTITY),
    REG_ABSOLUTEERROR(FloatTransform.IDENTITY, Link.IDENTITY),
    REG_QUANTILEERROR(FloatTransform.IDENTITY, Link.IDENTITY),
    REG_EXPECTILEERROR(FloatTransform.SOFTPLUS_STEPS, Link.SOFTPLUS_STEPS),
    REG_LOGISTIC(FloatTransform.LOGISTIC, Link.LOGIT),
    REG_GAMMA(FloatTransform.EXPONENTIAL, Link.LOG),
    REG_TWEEDIE(FloatTransform.EXPONENTIAL, Link.LOG),
    COUNT_POISSON(FloatTransform.EXPONENTIAL, Link.LOG),
    SURVIVAL_COX(FloatTransform.EXPONENTIAL, Link.LOG),
    SURVIVAL_AFT(FloatTransform.EXPONENTIAL, Link.LOG),
    BINARY_LOGISTIC(FloatTransform.LOGISTIC, Link.LOGIT),
    BINARY_LOGITRAW(FloatTransform.IDENTITY, Link.IDENTITY),
    BINARY_HINGE(FloatTransform.HINGE, Link.IDENTITY),
    MULTI_SOFTPROB(FloatTransform.SOFTMAX, Link.IDENTITY),
    MULTI_SOFTMAX(FloatTransform.ARG_MAX, Link.IDENTITY),
    RANK_PAIRWISE(FloatTransform.IDENTITY, Link.IDENTITY),
    RANK_NDCG(FloatTransform.IDENTITY, Link.IDENTITY),
    RANK_MAP(FloatTransform.IDENTITY, Link.IDENTITY);

    /** What XGBoost takes for the least probability, and for the least distance of two expectiles. */
    private static final float LEAST = 1e-6f;

    private final FloatTransform transform;
    private final Link link;

    Objective(FloatTransform transform, Link link) {
        this.transform = transform;
        this.link = link;
    }

    /**
     * {@return the objective of a name}
     *
     * @throws IncompatibleException if it is not one of these
     */
    static Objective named(String name) {
        return Arrays.stream(values())
                .filter(objective -> objective.text().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IncompatibleException("XGBoost objective '" + name + "' is not supported; known are "
                                + Arrays.stream(values()).map(Objective::text).collect(Collectors.joining(", "))));
    }

    /** {@return the name, such as {@code binary:logistic}} */
    String text() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ":");
    }

    /** {@return what makes predictions of sums in the version that wrote the model} */
    FloatTransform transform(Version writer) {
        boolean sorts = this == REG_QUANTILEERROR && writer.isAtLeast(3, 4);
        return sorts ? FloatTransform.ASCENDING : transform;
    }

    /**
     * {@return the sums from which the trees of each group go on, for base scores, which are predictions}
     *
     * @throws InvalidException if no prediction can have such a value
     */
    float[] margins(float[] baseScores, Version writer) {
        float[] margins = new float[baseScores.length];
        for (int group = 0; group < margins.length; group++) {
            margins[group] = margin(baseScores, group, writer);
            if (!Float.isFinite(margins[group])) {
                throw new InvalidException(
                        "base_score " + baseScores[group] + " is out of the range of the objective " + text());
            }
        }
        return margins;
    }

    /** The logarithms are computed as double and rounded, where XGBoost calls {@code logf}. */
    private float margin(float[] baseScores, int group, Version writer) {
        float score = baseScores[group];
        return switch (link) {
            case IDENTITY -> score;
            case LOG -> (float) Math.log(score);
            case LOGIT -> logit(writer.isAtLeast(3, 2) ? clamped(score) : score);
            case SOFTPLUS_STEPS -> group == 0 ? score : step(score - baseScores[group - 1]);
        };
    }

    private static float logit(float probability) {
        return (float) -Math.log(1.0f / probability - 1.0f);
    }

    /** Not so near to 0 or 1 that the logit would not be finite. */
    private static float clamped(float probability) {
        return Math.max(LEAST, Math.min(1.0f - LEAST, probability));
    }

    /** {@return the number of which the softplus is the distance of two predictions} */
    private static float step(float distance) {
        float y = Math.max(distance - LEAST, LEAST);
        return y + (float) Math.log(-(float) Math.expm1(-y));
    }

    /** What predictions are to sums. */
    private enum Link {
        /** The sums themselves. */
        IDENTITY,
        /** Their exponentials. */
        LOG,
        /** The probabilities of which they are the logits. */
        LOGIT,
        /**
         * The first one, and by how much each of the others is greater than the one before: the softplus of its sum.
         */
        SOFTPLUS_STEPS
    }
}
