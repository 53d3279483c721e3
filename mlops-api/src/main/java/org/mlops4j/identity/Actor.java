// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Name;

/**
 * Who acts: a person or a service, as the host application knows it. The library does not authenticate; it records and
 * compares.
 *
 * <p>Two actors are equal if they have the same name: how somebody was recognised, and for whom somebody acts, is no
 * part of who it is. So four eyes do not become two by signing in another way.
 *
 * @param name by the rule of {@link Name#requireKey}, such as {@code ana} or {@code service:checkout}
 * @param method how the host recognised the actor, such as {@code oidc}, or {@code null} if it was not said
 * @param onBehalfOf the name of the one for whom the actor acts, or {@code null} for itself
 */
public record Actor(
        String name, @Nullable String method, @Nullable String onBehalfOf) {

    /** Checks the names. */
    public Actor {
        Name.requireKey("actor", name);
        if (method != null) {
            Name.requireKey("method", method);
        }
        if (onBehalfOf != null) {
            Name.requireKey("actor", onBehalfOf);
        }
    }

    /** {@return the actor of that name} */
    public static Actor of(String name) {
        return new Actor(name, null, null);
    }

    /** {@return this actor with how it was recognised, such as {@code oidc} or {@code mtls}} */
    public Actor recognisedBy(String how) {
        return new Actor(name, how, onBehalfOf);
    }

    /** {@return this actor with the one for whom it acts, such as a service for who is signed in there} */
    public Actor onBehalfOf(Actor other) {
        return new Actor(name, method, other.name());
    }

    /** {@return how the actor was recognised, if that was said} */
    public Optional<String> findMethod() {
        return Optional.ofNullable(method);
    }

    /** {@return the name of the one for whom the actor acts, if not for itself} */
    public Optional<String> findOnBehalfOf() {
        return Optional.ofNullable(onBehalfOf);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Actor that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
