// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
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
            return matches(actor, who) && matches(action, what) && matches(target, on);
        }

        /** Takes the earliest place for each part between stars, which suffices; linear in the text for each part. */
        private static boolean matches(String pattern, String text) {
            String[] parts = pattern.split("\\*", -1);
            String first = parts[0];
            if (parts.length == 1) {
                return text.equals(first);
            }
            String last = parts[parts.length - 1];
            if (!text.startsWith(first) || text.length() < first.length() + last.length() || !text.endsWith(last)) {
                return false;
            }
            int at = first.length();
            int end = text.length() - last.length();
            for (int i = 1; i < parts.length - 1; i++) {
                int found = text.indexOf(parts[i], at);
                if (found < 0 || found + parts[i].length() > end) {
                    return false;
                }
                at = found + parts[i].length();
            }
            return true;
        }
    }
}
