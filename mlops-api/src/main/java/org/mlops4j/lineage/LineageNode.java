// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.lineage;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Locale;
import org.mlops4j.data.Digest;

/**
 * Something that came out of something, or that something came out of. Ordered by kind and id.
 *
 * @param kind what it is
 * @param id which one: a digest, an id or a name
 */
public record LineageNode(Kind kind, String id) implements Comparable<LineageNode> {

    private static final Comparator<LineageNode> ORDER =
            Comparator.comparing(LineageNode::kind).thenComparing(LineageNode::id);

    /** Checks that there are both. */
    public LineageNode {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
    }

    /** {@return the data of that {@link org.mlops4j.data.Table#digest()}} */
    public static LineageNode dataset(Digest digest) {
        return new LineageNode(Kind.DATASET, digest.hex());
    }

    /** {@return the archive on a class path whose bytes have that SHA-256} */
    public static LineageNode archive(Digest digest) {
        return new LineageNode(Kind.ARCHIVE, digest.hex());
    }

    /** {@return the class path whose list of archives has that digest} */
    public static LineageNode classPath(Digest digest) {
        return new LineageNode(Kind.CLASS_PATH, digest.hex());
    }

    /** {@return the git commit} */
    public static LineageNode commit(String commit) {
        return new LineageNode(Kind.COMMIT, commit);
    }

    /** {@return the definition of features of that digest} */
    public static LineageNode features(Digest definition) {
        return new LineageNode(Kind.FEATURES, definition.hex());
    }

    /** {@return the run of that id} */
    public static LineageNode run(String id) {
        return new LineageNode(Kind.RUN, id);
    }

    /** {@return the version of a model} */
    public static LineageNode version(String model, int number) {
        return new LineageNode(Kind.VERSION, model + "/" + number);
    }

    /** {@return the alias of a model} */
    public static LineageNode alias(String model, String alias) {
        return new LineageNode(Kind.ALIAS, model + "@" + alias);
    }

    /** {@return the deployment of that name} */
    public static LineageNode deployment(String name) {
        return new LineageNode(Kind.DEPLOYMENT, name);
    }

    /** {@return the prediction that a deployment made under a request id} */
    public static LineageNode prediction(String deployment, String requestId) {
        return new LineageNode(Kind.PREDICTION, deployment + " " + requestId);
    }

    @Override
    public int compareTo(LineageNode other) {
        return ORDER.compare(this, other);
    }

    /** {@return such as {@code version:late-flights/3}} */
    @Override
    public String toString() {
        return kind.text() + ":" + id;
    }

    /** What a node is. In the order in which one comes out of the other. */
    public enum Kind {
        /** Data, by their digest. */
        DATASET,
        /** An archive on a class path, by the SHA-256 of its bytes. */
        ARCHIVE,
        /** A class path, by the digest of the list of its archives. */
        CLASS_PATH,
        /** A git commit. */
        COMMIT,
        /** A definition of features, by its digest. */
        FEATURES,
        /** A run, by its id. */
        RUN,
        /** A version of a model, by {@code model/number}. */
        VERSION,
        /** An alias, by {@code model@alias}. */
        ALIAS,
        /** A deployment, by its name. */
        DEPLOYMENT,
        /** A prediction, by deployment and request id. */
        PREDICTION;

        /** {@return such as {@code class-path}} */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
