// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a training set holds nothing from the future: for every feature, how long before its label the newest
 * event that it used was known, in the closest case of all.
 *
 * @param features all that the service computes, in the order of computation
 */
public record LeakAudit(List<FeatureLag> features) {

    /** Copies the list. */
    public LeakAudit {
        features = List.copyOf(features);
    }

    /**
     * How close a feature came to its label.
     *
     * @param feature its name
     * @param greatestLag the greatest (instant an event was known - time of the label it was used for), zero or
     *     negative; {@code null} if no event was used
     */
    public record FeatureLag(String feature, @Nullable Duration greatestLag) {

        /** {@return the greatest lag, if an event was used} */
        public Optional<Duration> findGreatestLag() {
            return Optional.ofNullable(greatestLag);
        }
    }
}
