// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import org.mlops4j.identity.Actor;

/** The operating system's user as actor; letters that a name may not have become underscores. */
final class UserActor {

    private static final int CHARACTERS = 250;

    private UserActor() {}

    static Actor current() {
        return of(System.getProperty("user.name", ""));
    }

    static Actor of(String user) {
        String name = user.replaceAll("[^A-Za-z0-9_-]", "_").replaceFirst("^-", "_");
        return Actor.of(name.isEmpty() ? "unknown" : name.substring(0, Math.min(name.length(), CHARACTERS)));
    }
}
