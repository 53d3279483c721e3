// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a {@link MlflowFollower} is.
 *
 * @param carried the number of the last change of the store that is over there
 * @param behind how many changes of the store have not been looked at
 * @param refused how many things the server has refused since the follower was made; they are in the log
 * @param aside what the server failed at and takes later, what is due first in front
 * @param failure why the server could not be reached last, {@code null} if it could
 */
public record FollowStatus(
        long carried,
        long behind,
        long refused,
        List<SetAside> aside,
        @Nullable String failure) {

    /** Copies the list. */
    public FollowStatus {
        aside = List.copyOf(aside);
    }

    /** {@return why the server could not be reached last, if it could not} */
    public Optional<String> findFailure() {
        return Optional.ofNullable(failure);
    }
}
