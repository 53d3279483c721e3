// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.diff;

import org.mlops4j.data.Document;

/**
 * What of a metric is compared. Whether the best value is the least or the greatest depends on the metric, so both are
 * here; NaN is neither.
 *
 * @param last the value at the greatest step
 * @param min the least value, NaN if there is no number
 * @param max the greatest value, NaN if there is no number
 */
public record MetricFigures(double last, double min, double max) {

    /** {@return how much each figure grew; NaN if one of the two is NaN, or both are the same infinity} */
    public MetricFigures minus(MetricFigures before) {
        return new MetricFigures(last - before.last, min - before.min, max - before.max);
    }

    /** {@return the figures as a document} */
    public Document.Fields toDocument() {
        return Document.object().with("last", last).with("min", min).with("max", max);
    }
}
