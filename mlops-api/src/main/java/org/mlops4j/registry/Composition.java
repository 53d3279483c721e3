// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A model made of registered versions: an ensemble, or a sequence in which each takes what the one before gives. It is
 * registered like any other, with the files of its members, and so has aliases, gates, examples, routes and a way back
 * as a whole: a member that changes makes another version of it. A member may be composed itself, such as a sequence of
 * a preparation and a model in an ensemble. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * ModelPackage both = Composition.mean()
 *         .member(registry.resolve("fraud@trees"), 2)
 *         .member(registry.resolve("fraud@linear"), 1)
 *         .toPackage(registry);
 * registry.register("fraud", both);
 * }</pre>
 *
 * @param kind how the members work together
 * @param members in their order
 */
public record Composition(Kind kind, List<Member> members) {

    /** The name of the format, and of the property that says of what a version is made. */
    public static final String FORMAT = "composition";

    /** Copies the members. */
    public Composition {
        requireNonNull(kind, "kind");
        members = List.copyOf(members);
    }

    /** {@return an ensemble whose outputs are the weighted means of its members'} */
    public static Composition mean() {
        return new Composition(Kind.MEAN, List.of());
    }

    /**
     * {@return an ensemble whose outputs are the shares of votes} A member with several outputs votes for its greatest
     * one, the first of equal ones; one with a single output votes for it if it is at least 0.5.
     */
    public static Composition vote() {
        return new Composition(Kind.VOTE, List.of());
    }

    /** {@return a sequence: the outputs of each member are the inputs of the next} */
    public static Composition sequence() {
        return new Composition(Kind.SEQUENCE, List.of());
    }

    /** {@return this with one more member, of weight 1} */
    public Composition member(ModelVersion version) {
        return member(version, 1);
    }

    /**
     * {@return this with one more member}
     *
     * @param weight in a mean or a vote, relative to the other members; positive
     */
    public Composition member(ModelVersion version, double weight) {
        List<Member> more = new ArrayList<>(members);
        more.add(new Member(version, weight));
        return new Composition(kind, more);
    }

    /**
     * {@return the package, with the files of all members} A store keeps bytes that it has already once only. The
     * package takes what the first member takes and gives what the last one gives, by their signatures.
     *
     * @param registry that has the members
     * @throws InvalidException if there are less than two members, or members of an ensemble have other inputs or
     *     outputs than the first
     */
    public ModelPackage toPackage(ModelRegistry registry) {
        if (members.size() < 2) {
            throw new InvalidException("a composition has two members at least, has " + members.size());
        }
        List<Document> described = new ArrayList<>();
        ModelPackage contents = ModelPackage.of(FORMAT);
        for (int i = 0; i < members.size(); i++) {
            ModelVersion version = members.get(i).version();
            for (ModelManifest.File file : version.manifest().files()) {
                contents = contents.withFile(
                        i + "/" + file.name(), () -> new ByteArrayInputStream(registry.read(version, file.name())));
            }
            described.add(members.get(i).toDocument());
        }
        Document description =
                Document.object().with("kind", Document.of(kind)).with("members", Document.list(described));
        contents = contents.property(FORMAT, description);
        Signature signature = signature();
        return signature == null ? contents : contents.signature(signature);
    }

    private @Nullable Signature signature() {
        Signature first = members.get(0).version().manifest().signature();
        Signature last = members.get(members.size() - 1).version().manifest().signature();
        if (kind == Kind.SEQUENCE) {
            return first == null || last == null ? null : new Signature(first.inputs(), last.outputs());
        }
        for (Member member : members) {
            Signature other = member.version().manifest().signature();
            if (first != null && other != null && !first.equals(other)) {
                throw new InvalidException(member.version() + " takes and gives something else than "
                        + members.get(0).version() + "; members of an ensemble have one signature");
            }
        }
        return first;
    }

    /** How members work together. */
    public enum Kind {
        /** The weighted mean of the outputs. */
        MEAN,
        /** The shares of votes. */
        VOTE,
        /** One after the other. */
        SEQUENCE
    }

    /**
     * A part of a composition.
     *
     * @param version which, as it was registered
     * @param weight positive and finite
     */
    public record Member(ModelVersion version, double weight) {

        /** Checks the weight. */
        public Member {
            requireNonNull(version, "version");
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new InvalidException("the weight of " + version + " is positive and finite, was " + weight);
            }
        }

        private Document toDocument() {
            return Document.object()
                    .with("version", version.toString())
                    .with("weight", weight)
                    .with("manifest", version.manifest().toDocument());
        }
    }
}
