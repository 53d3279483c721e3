// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.RejectedException;

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
     * {@return this, if no feature saw the future}
     *
     * @param service whose features they are
     * @throws RejectedException if one did; the message names the first
     */
    LeakAudit proven(String service) {
        for (FeatureLag lag : features) {
            lag.findGreatestLag()
                    .filter(late -> late.compareTo(Duration.ZERO) > 0)
                    .ifPresent(late -> {
                        throw new RejectedException("feature '" + lag.feature() + "' of service '" + service
                                + "' used an event that was known only " + late + " after its label");
                    });
        }
        return this;
    }

    /** {@return a line for each feature, for people to read} */
    @Override
    public String toString() {
        return features.stream().map(FeatureLag::toString).collect(Collectors.joining("\n"));
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

        /** {@return the same for people to read} */
        @Override
        public String toString() {
            if (greatestLag == null) {
                return feature + ": used no event";
            }
            String from = greatestLag.isZero()
                    ? "at the time of"
                    : greatestLag.abs() + (greatestLag.isNegative() ? " before" : " after");
            return feature + ": the newest event was known " + from + " its label";
        }
    }
}
