// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.identity;

import org.mlops4j.data.Name;

/**
 * Who acts: a person or a service, as the host application knows it. The library does not authenticate; it records and
 * compares.
 *
 * @param name by the rule of {@link Name#requireKey}, such as {@code ana} or {@code service:checkout}
 */
public record Actor(String name) {

    /** Checks the name. */
    public Actor {
        Name.requireKey("actor", name);
    }

    /** {@return the actor of that name} */
    public static Actor of(String name) {
        return new Actor(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
