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

    private static final float MIN_PROBABILITY = 1e-6f;

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

    FloatTransform transform() {
        return transform;
    }

    /**
     * {@return the sum from which trees go on, for a base score, which is a prediction}
     *
     * @throws InvalidException if no prediction can have that value
     */
    float margin(float baseScore) {
        float margin = link.margin(baseScore);
        if (!Float.isFinite(margin)) {
            throw new InvalidException("base_score " + baseScore + " is out of the range of the objective " + text());
        }
        return margin;
    }

    /** {@return a base score as XGBoost takes it since 3.2: not so near to 0 or 1 that its sum would not be finite} */
    float clamped(float baseScore) {
        return link == Link.LOGIT ? Math.max(MIN_PROBABILITY, Math.min(1.0f - MIN_PROBABILITY, baseScore)) : baseScore;
    }

    /**
     * From a prediction to a sum. The logarithm is computed as double and rounded, where XGBoost calls {@code logf}.
     */
    private enum Link {
        IDENTITY,
        LOG,
        LOGIT;

        float margin(float prediction) {
            return switch (this) {
                case IDENTITY -> prediction;
                case LOG -> (float) Math.log(prediction);
                case LOGIT -> (float) -Math.log(1.0f / prediction - 1.0f);
            };
        }
    }
}
