// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.profile.ColumnProfile;

/**
 * What the comparison says about one column.
 *
 * @param reference the column in the reference, without its values
 * @param current the column in the current data, in the same bins, without its values
 * @param results of the tests that decide, one for each aspect
 * @param distances for information
 */
public record ColumnDrift(
        ColumnProfile reference, ColumnProfile current, List<DriftResult> results, List<Measurement> distances) {

    /** Copies the lists. */
    public ColumnDrift {
        requireNonNull(reference, "reference");
        requireNonNull(current, "current");
        results = List.copyOf(results);
        distances = List.copyOf(distances);
    }

    /** {@return the name of the column} */
    public String column() {
        return reference.name();
    }

    /** {@return DRIFT if any result is, else INSUFFICIENT_DATA if any is or there is none, else OK} */
    public DriftVerdict verdict() {
        if (results.stream().anyMatch(result -> result.verdict() == DriftVerdict.DRIFT)) {
            return DriftVerdict.DRIFT;
        }
        return !results.isEmpty() && results.stream().allMatch(result -> result.verdict() == DriftVerdict.OK)
                ? DriftVerdict.OK
                : DriftVerdict.INSUFFICIENT_DATA;
    }

    /** {@return the greatest effect of the results, in units of its bound} */
    public double severity() {
        return results.stream().mapToDouble(DriftResult::severity).max().orElse(0);
    }

    /** {@return the least adjusted p-value of the results, 1 if there is none} */
    public double adjustedPValue() {
        return results.stream()
                .mapToDouble(DriftResult::adjustedPValue)
                .filter(p -> !Double.isNaN(p))
                .min()
                .orElse(1);
    }

    /**
     * {@return how many current rows hold a category that the reference does not have, or does not keep because it has
     * too many}
     */
    public long otherCategories() {
        return current.others().rows();
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("column", column())
                .with("verdict", verdict().name())
                .with("severity", severity())
                .with("otherCategories", otherCategories())
                .with(
                        "results",
                        Document.list(
                                results.stream().map(DriftResult::toDocument).toList()))
                .with(
                        "distances",
                        Document.list(
                                distances.stream().map(Measurement::toDocument).toList()))
                .with("reference", reference.summary())
                .with("current", current.summary());
    }
}
