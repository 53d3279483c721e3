// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * Transforms in order; the outputs of one are columns for those after it. Immutable. Fitting it on training rows gives
 * a {@link FittedPreprocessing}.
 *
 * @param transforms in order
 */
public record Preprocessing(List<Transform> transforms) {

    /** Checks that outputs have names of their own and that no target of an encoding is an input. */
    public Preprocessing {
        transforms = List.copyOf(transforms);
        Set<String> taken = new HashSet<>();
        List<String> targets = new ArrayList<>();
        for (Transform transform : transforms) {
            taken.addAll(transform.inputs());
            if (transform instanceof TargetEncoding encoding) {
                targets.add(encoding.target());
            }
            if (!taken.add(transform.output())) {
                throw new InvalidException("two transforms, or a transform and an input before it, have the name '"
                        + transform.output() + "'; rename the output");
            }
        }
        for (Transform transform : transforms) {
            for (String input : transform.inputs()) {
                if (targets.contains(input)) {
                    throw new InvalidException("transform '" + transform.output() + "' reads '" + input
                            + "', which is the target of an encoding: it would tell the model the answer");
                }
            }
        }
    }

    /** {@return these transforms in order} */
    public static Preprocessing of(Transform... transforms) {
        return new Preprocessing(List.of(transforms));
    }

    /** {@return the SHA-256 of the definition} */
    public Digest digest() {
        return toDocument().digest();
    }

    /**
     * {@return the preprocessing whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static Preprocessing from(Document document) {
        return new Preprocessing(
                document.get("transforms").list().stream().map(Transform::from).toList());
    }

    /** {@return the form in which preprocessing is stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with(
                        "transforms",
                        Document.list(
                                transforms.stream().map(Transform::toDocument).toList()));
    }
}
