// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

/** How alike two rows are; the statistic of a {@link KernelTest} is made of the mean similarities of pairs of rows. */
enum Similarity {
    /** {@code exp(-d² / (2 s²))} of the distance d, where s is the median distance of two rows of either sample. */
    GAUSSIAN {
        @Override
        double of(double distance, double median) {
            double ratio = distance / median;
            return Math.exp(-ratio * ratio / 2);
        }

        @Override
        double greatest(double within, double between) {
            return within;
        }
    },
    /** Minus the distance, which makes the statistic the energy distance. */
    NEGATIVE_DISTANCE {
        @Override
        double of(double distance, double median) {
            return -distance;
        }

        @Override
        double greatest(double within, double between) {
            return -2 * between;
        }
    };

    /** {@return the similarity of two rows} */
    abstract double of(double distance, double median);

    /**
     * {@return the greatest statistic of samples that have nothing in common}
     *
     * @param within the sum of the mean similarities within the samples
     * @param between the mean similarity of rows of different samples
     */
    abstract double greatest(double within, double between);
}
