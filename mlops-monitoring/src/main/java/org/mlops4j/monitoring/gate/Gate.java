// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import org.mlops4j.pipeline.Verdict;

/**
 * One question about a candidate. Implementations are immutable and thread-safe; {@link Gates} has the usual ones.
 *
 * <ul>
 *   <li>PASS: shown to be good enough, or nothing speaks against it where the gate says so.
 *   <li>FAIL: shown not to be, with an error of alpha at most.
 *   <li>INCONCLUSIVE: too few rows to tell; the field {@code moreRows} of the evidence says how many more. It does not
 *       let the candidate pass: no data is never a pass.
 *   <li>RUBBER_STAMPED: there is no champion to compare with.
 * </ul>
 */
public interface Gate {

    /** {@return the name, unique in a suite, such as {@code not-worse-auc}} */
    String name();

    /**
     * {@return whether the verdict depends on chance, so that the gate needs a part of the level of its suite} A gate
     * that only compares bytes, sizes or signatures does not.
     */
    default boolean random() {
        return true;
    }

    /**
     * {@return what the gate says}
     *
     * @param trial the candidate, the champion and the rows that both judged
     * @param alpha the chance of a wrong PASS, and that of a wrong FAIL, in (0, 1)
     * @throws IllegalStateException if the trial lacks what the gate asks for, such as a model version
     */
    Verdict judge(Trial trial, double alpha);
}
