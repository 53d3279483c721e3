// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.List;
import org.mlops4j.error.InvalidException;

/**
 * The text of the parameter {@code base_score}: {@code 5E-1} up to XGBoost 3.0, {@code [5E-1]} or one a group since.
 */
final class BaseScore {

    private BaseScore() {}

    /** {@return a score for each group; a single one is for all} */
    static float[] parse(String text, int groups) {
        String inner = text.strip();
        if ((inner.startsWith("[") && inner.endsWith("]")) || (inner.startsWith("(") && inner.endsWith(")"))) {
            inner = inner.substring(1, inner.length() - 1);
        }
        List<String> parts = List.of(inner.split(",", -1));
        if (parts.size() != 1 && parts.size() != groups) {
            throw new InvalidException("XGBoost model: base_score has " + parts.size() + " values, the model has "
                    + groups + " output groups");
        }
        float[] scores = new float[groups];
        for (int group = 0; group < groups; group++) {
            scores[group] = parseOne(text, parts.get(parts.size() == 1 ? 0 : group));
        }
        return scores;
    }

    private static float parseOne(String text, String part) {
        try {
            return Float.parseFloat(part.strip());
        } catch (NumberFormatException e) {
            throw new InvalidException(
                    "XGBoost model: base_score '" + text + "' is not a number or a list of numbers", e);
        }
    }
}
