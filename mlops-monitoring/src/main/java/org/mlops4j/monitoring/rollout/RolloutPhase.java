// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

/** How a rollout stands. */
public enum RolloutPhase {
    /** A stage is going on. */
    RUNNING,
    /** A person has to decide: {@link Rollout#proceed} or {@link Rollout#rollBack}. Requests are answered as before. */
    PAUSED,
    /** The candidate is champion for good. */
    SUCCEEDED,
    /** The former champion answers all requests again. */
    ROLLED_BACK;

    /** {@return whether nothing more will happen} */
    public boolean over() {
        return this == SUCCEEDED || this == ROLLED_BACK;
    }
}
