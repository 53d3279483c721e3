// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * Which version answers which request. Data: it is stored with the deployment, and every process that serves it follows
 * a change within a second. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * Routing.to("late-flights@champion")
 *         .canary("late-flights@challenger", 0.05)
 *         .stickyBy("carrier")                                   // all flights of a carrier get the same version
 *         .segment("partners", "carrier", List.of("AA", "UA"), "late-flights@partners")
 *         .fallback(Fallback.constant(0.2))
 * }</pre>
 *
 * <p>A request goes to the first segment that it belongs to; else to one of the arms or the champion, as their shares
 * say. Which one is a hash of the sticky field, or of the request's id: the same in every process, and never another as
 * long as the shares stay. When the share of an arm grows, no request leaves that arm, and none goes back to the
 * champion (weighted rendezvous hashing, D. Thaler, C. Ravishankar, IEEE/ACM Transactions on Networking 6 (1998)).
 *
 * <p>An arm, segment or shadow whose alias points nowhere yet takes no request; the champion does.
 *
 * @param champion the reference of the version that answers what no other route does, such as {@code model@alias}
 * @param arms the routes that take a share of the requests
 * @param segments the routes that take all requests of a kind, the first that fits
 * @param shadow the reference of a version that predicts beside the one that answers, and is only logged
 * @param stickyBy the field of the request that keeps to its route, or {@code null} for the request's id
 * @param fallback what answers when a model fails, or {@code null} to let the failure reach the caller
 * @param protection what stands between requests and each of the models
 */
public record Routing(
        String champion,
        List<Arm> arms,
        List<Segment> segments,
        @Nullable String shadow,
        @Nullable String stickyBy,
        @Nullable Fallback fallback,
        Protection protection) {

    /** The route of what no other route takes. */
    public static final String CHAMPION = "champion";

    /** The route of a small share that tries a new version. */
    public static final String CANARY = "canary";

    /** The route that answers nobody. */
    public static final String SHADOW = "shadow";

    /** The route that answers when another one failed. */
    public static final String FALLBACK = "fallback";

    /**
     * The route under which is logged what a caller asked of a version of its choice while the routing chooses among
     * several, so that nobody compares it with what came to a version by chance.
     */
    public static final String DIRECT = "direct";

    private static final List<String> TAKEN = List.of(CHAMPION, SHADOW, FALLBACK, DIRECT);

    /** Checks that names are different and shares leave something to the champion. */
    public Routing {
        requireNonNull(champion, "champion");
        requireNonNull(protection, "protection");
        arms = List.copyOf(arms);
        segments = List.copyOf(segments);
        List<String> names = Stream.concat(
                        arms.stream().map(Arm::name), segments.stream().map(Segment::name))
                .toList();
        for (String name : names) {
            Name.require("route", name);
            if (TAKEN.contains(name)) {
                throw new InvalidException(
                        "no arm or segment is named '" + name + "': " + TAKEN + " are routes of their own");
            }
            if (names.indexOf(name) < names.lastIndexOf(name)) {
                throw new InvalidException(
                        "the route '" + name + "' is there twice; every route has a name of its own");
            }
        }
        double shares = arms.stream().mapToDouble(Arm::share).sum();
        if (!(shares <= 1)) {
            throw new InvalidException("the shares of all arms are 1 together at most, were " + shares);
        }
    }

    /** {@return all requests to one version} */
    public static Routing to(String champion) {
        return new Routing(champion, List.of(), List.of(), null, null, null, Protection.none());
    }

    /** {@return this with another champion} */
    public Routing champion(String reference) {
        return new Routing(reference, arms, segments, shadow, stickyBy, fallback, protection);
    }

    /** {@return this with a share of the requests to a version on trial; one canary replaces another} */
    public Routing canary(String reference, double share) {
        return arm(CANARY, reference, share);
    }

    /**
     * {@return this with a share of the requests to a version} It replaces the arm of that name, in its place.
     *
     * @param share from 0 to 1, of the requests that no segment takes
     */
    public Routing arm(String name, String reference, double share) {
        Arm arm = new Arm(name, reference, share);
        List<Arm> changed = new ArrayList<>(arms);
        int at = arms.stream().map(Arm::name).toList().indexOf(name);
        if (at < 0) {
            changed.add(arm);
        } else {
            changed.set(at, arm);
        }
        return new Routing(champion, changed, segments, shadow, stickyBy, fallback, protection);
    }

    /** {@return this with these arms in place of its own} */
    public Routing arms(List<Arm> others) {
        return new Routing(champion, others, segments, shadow, stickyBy, fallback, protection);
    }

    /**
     * {@return this with the requests of a kind to a version, behind the segments before it}
     *
     * @param field of the request, of type STRING, INT64 or BOOLEAN
     * @param values as texts, such as {@code "AA"}, {@code "7"} or {@code "true"}
     */
    public Routing segment(String name, String field, List<String> values, String reference) {
        List<Segment> changed = new ArrayList<>(segments);
        changed.add(new Segment(name, field, values, reference));
        return new Routing(champion, arms, changed, shadow, stickyBy, fallback, protection);
    }

    /**
     * {@return this without an arm or segment}
     *
     * @throws InvalidException if there is none of that name
     */
    public Routing without(String name) {
        List<Arm> otherArms =
                arms.stream().filter(arm -> !arm.name().equals(name)).toList();
        List<Segment> otherSegments = segments.stream()
                .filter(segment -> !segment.name().equals(name))
                .toList();
        if (otherArms.size() + otherSegments.size() == arms.size() + segments.size()) {
            throw new InvalidException("there is no arm or segment '" + name + "'");
        }
        return new Routing(champion, otherArms, otherSegments, shadow, stickyBy, fallback, protection);
    }

    /** {@return this with a version that predicts beside the one that answers, and is only logged} */
    public Routing shadow(String reference) {
        return new Routing(
                champion, arms, segments, requireNonNull(reference, "reference"), stickyBy, fallback, protection);
    }

    /** {@return this with requests that share the value of a field going the same way} */
    public Routing stickyBy(String field) {
        return new Routing(champion, arms, segments, shadow, requireNonNull(field, "field"), fallback, protection);
    }

    /** {@return this answering like that when a model fails} */
    public Routing fallback(Fallback otherwise) {
        return new Routing(
                champion, arms, segments, shadow, stickyBy, requireNonNull(otherwise, "otherwise"), protection);
    }

    /** {@return this with that between requests and each of the models} */
    public Routing protection(Protection between) {
        return new Routing(champion, arms, segments, shadow, stickyBy, fallback, requireNonNull(between, "between"));
    }

    /** {@return the reference of the shadow, if there is one} */
    public Optional<String> findShadow() {
        return Optional.ofNullable(shadow);
    }

    /** {@return the field that keeps to its route, if not the request's id} */
    public Optional<String> findStickyBy() {
        return Optional.ofNullable(stickyBy);
    }

    /** {@return what answers when a model fails, if anything does} */
    public Optional<Fallback> findFallback() {
        return Optional.ofNullable(fallback);
    }

    /** {@return the references of all versions that may answer} */
    public List<String> answering() {
        return Stream.of(
                        Stream.of(champion),
                        arms.stream().map(Arm::reference),
                        segments.stream().map(Segment::reference),
                        fallback instanceof Fallback.Version version
                                ? Stream.of(version.reference())
                                : Stream.<String>empty())
                .flatMap(references -> references)
                .toList();
    }

    /** {@return the routing whose {@link #addTo} this document has} */
    public static Routing from(Document document) {
        return RoutingForm.read(document);
    }

    /** {@return a document with this in further fields} */
    public Document.Fields addTo(Document.Fields document) {
        return RoutingForm.write(this, document);
    }

    /**
     * A route that takes a share of the requests.
     *
     * @param name by the rule of {@link Name#require}, in logs and figures
     * @param reference such as {@code model@alias}
     * @param share from 0 to 1
     */
    public record Arm(String name, String reference, double share) {
        /** Checks the share. */
        public Arm {
            requireNonNull(name, "name");
            requireNonNull(reference, "reference");
            if (!(share >= 0 && share <= 1)) {
                throw new InvalidException("the share of route '" + name + "' is from 0 to 1, was " + share);
            }
        }
    }

    /**
     * A route that takes all requests of a kind.
     *
     * @param name by the rule of {@link Name#require}, in logs and figures
     * @param field of the request
     * @param values of the field, as texts
     * @param reference such as {@code model@alias}
     */
    public record Segment(String name, String field, List<String> values, String reference) {
        /** Checks that there are values. */
        public Segment {
            requireNonNull(name, "name");
            requireNonNull(field, "field");
            requireNonNull(reference, "reference");
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new InvalidException("segment '" + name + "' needs a value of '" + field + "' at least");
            }
        }
    }
}
