// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.identity.Actor;

/**
 * Who owns a model.
 *
 * @param owner who; {@code null} if it was given up: then no alias is moved to a version of it
 * @param offered to whom it was offered, who has not accepted yet; {@code null} if to nobody
 */
public record Ownership(@Nullable Actor owner, @Nullable Actor offered) {

    /** {@return who owns it, if anybody} */
    public Optional<Actor> findOwner() {
        return Optional.ofNullable(owner);
    }

    /** {@return to whom it was offered, if to anybody} */
    public Optional<Actor> findOffered() {
        return Optional.ofNullable(offered);
    }
}
