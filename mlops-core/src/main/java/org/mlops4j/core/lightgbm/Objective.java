// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mlops4j.core.trees.DoubleTransform;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * The objective of a model: a name with parameters, such as {@code binary sigmoid:1}.
 *
 * @param name its name
 * @param output what it makes of the sums of trees
 * @param sigmoid the factor of sums in a sigmoid, else 1
 */
record Objective(String name, DoubleTransform.Kind output, double sigmoid) {

    /** What stands for an objective in a model that has none: one trained on gradients of the caller's own. */
    static final String RAW = "custom";

    private static final Set<String> IDENTITY = Set.of(
            RAW, "regression", "regression_l1", "huber", "fair", "quantile", "mape", "lambdarank", "rank_xendcg");

    private static final Set<String> EXPONENTIAL = Set.of("poisson", "gamma", "tweedie");

    /**
     * {@return the objective of a text}
     *
     * @throws IncompatibleException if its name is not known
     * @throws InvalidException if a parameter is none or does not fit the model
     */
    static Objective parse(String text, int groups) {
        List<String> words = Arrays.asList(text.strip().split(" +"));
        String name = words.get(0);
        boolean multi = name.equals("multiclass") || name.equals("multiclassova");
        boolean fits = multi ? number(words, "num_class", 0) == groups : groups == 1 || name.equals(RAW);
        if (!fits) {
            throw new InvalidException("LightGBM model: the objective '" + ModelLines.shortened(text)
                    + "' does not fit " + groups + " trees an iteration");
        }
        double sigmoid = number(words, "sigmoid", 1);
        if (!(sigmoid > 0) || Double.isInfinite(sigmoid)) {
            throw new InvalidException("LightGBM model: sigmoid must be finite and positive, was " + sigmoid);
        }
        return new Objective(name, output(name, words.contains("sqrt")), sigmoid);
    }

    /**
     * {@return what makes predictions of the sums of trees}
     *
     * @param divisor by what sums are divided first
     */
    DoubleTransform transform(int divisor) {
        return new DoubleTransform(output, sigmoid, divisor);
    }

    private static DoubleTransform.Kind output(String name, boolean root) {
        if (IDENTITY.contains(name)) {
            return root ? DoubleTransform.Kind.SIGNED_SQUARE : DoubleTransform.Kind.IDENTITY;
        }
        if (EXPONENTIAL.contains(name)) {
            return DoubleTransform.Kind.EXPONENTIAL;
        }
        return switch (name) {
            case "binary", "multiclassova", "cross_entropy" -> DoubleTransform.Kind.SIGMOID;
            case "multiclass" -> DoubleTransform.Kind.SOFTMAX;
            case "cross_entropy_lambda" -> DoubleTransform.Kind.LOG_ONE_PLUS_EXP;
            default ->
                throw new IncompatibleException("LightGBM objective '" + ModelLines.shortened(name)
                        + "' is not supported; known are binary, multiclass, multiclassova, cross_entropy, "
                        + "cross_entropy_lambda, "
                        + String.join(", ", EXPONENTIAL.stream().sorted().toList()) + ", "
                        + String.join(", ", IDENTITY.stream().sorted().toList()));
        };
    }

    private static double number(List<String> words, String key, double otherwise) {
        for (String word : words) {
            if (word.startsWith(key + ":")) {
                try {
                    return Double.parseDouble(word.substring(key.length() + 1));
                } catch (NumberFormatException e) {
                    throw new InvalidException(
                            "LightGBM model: the objective has '" + ModelLines.shortened(word) + "'", e);
                }
            }
        }
        return otherwise;
    }
}
