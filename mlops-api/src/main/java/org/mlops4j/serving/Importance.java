// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

/**
 * How much the trees of a model look at one input. The number of splits is what the libraries call "weight" or "split";
 * the totals are "total_gain" and "total_cover" of XGBoost and "gain" of LightGBM, the means "gain" and "cover" of
 * XGBoost.
 *
 * @param input the place of the input in a row, from 0
 * @param splits how many nodes compare it or look it up, 1 at least
 * @param totalGain by how much these nodes made the loss in training less, as the library counts it
 * @param totalCover how many training rows came to these nodes, each by its weight in training
 */
public record Importance(int input, long splits, double totalGain, double totalCover) {

    /** {@return the gain of a split on average} */
    public double gain() {
        return totalGain / splits;
    }

    /** {@return the cover of a split on average} */
    public double cover() {
        return totalCover / splits;
    }
}
