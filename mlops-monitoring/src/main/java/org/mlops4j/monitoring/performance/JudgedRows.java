// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

/**
 * Rows with what a model said and what was true, of which some can be drawn again: by a bootstrap, or as the rows of a
 * group. Implementations are immutable.
 *
 * @param <S> the type itself
 */
public interface JudgedRows<S extends JudgedRows<S>> {

    /** {@return the number of rows that can be judged} */
    int rows();

    /** {@return the rows at these indexes, in this order, any of them as often as it is named} */
    S take(int... rows);

    /** {@return whether these are the same rows with the same truth, judged by another model} */
    boolean sameRowsAs(S other);
}
