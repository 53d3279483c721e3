// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.mlops4j.data.Wildcard;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.AccessPolicy;

/**
 * An access policy that denies what no rule allows. Immutable.
 *
 * <pre>{@code
 * AccessRules.none()
 *         .allow("*", "version.register", "*")
 *         .allow("service:retraining", "alias.*", "late-flights@*")
 *         .allow("ana", "*", "*")
 * }</pre>
 *
 * @param rules in the order in which they were added
 */
public record AccessRules(List<Rule> rules) implements AccessPolicy {

    /** Copies the rules. */
    public AccessRules {
        rules = List.copyOf(rules);
    }

    /** {@return the policy that denies everything} */
    public static AccessRules none() {
        return new AccessRules(List.of());
    }

    /**
     * {@return this policy with one more rule} In each part, a star stands for any characters, or none.
     *
     * @param actor who
     * @param action what, see {@link AccessPolicy#allows}
     * @param target on what
     */
    public AccessRules allow(String actor, String action, String target) {
        return new AccessRules(Stream.concat(rules.stream(), Stream.of(new Rule(actor, action, target)))
                .toList());
    }

    @Override
    public boolean allows(Actor actor, String action, String target) {
        return rules.stream().anyMatch(rule -> rule.covers(actor.name(), action, target));
    }

    /** What is allowed to whom; see {@link AccessRules#allow}. */
    public record Rule(String actor, String action, String target) {

        /** Checks that the parts are there. */
        public Rule {
            requireNonNull(actor, "actor");
            requireNonNull(action, "action");
            requireNonNull(target, "target");
        }

        private boolean covers(String who, String what, String on) {
            return new Wildcard(actor).matches(who)
                    && new Wildcard(action).matches(what)
                    && new Wildcard(target).matches(on);
        }
    }
}
