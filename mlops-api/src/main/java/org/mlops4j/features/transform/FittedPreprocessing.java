// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.RequestFeature;

/**
 * Transforms with what they learnt from training rows. Immutable. It is saved with the model as a document; its
 * {@link #features()} go into the {@link org.mlops4j.features.FeatureService} that the model is served with, so that
 * training and serving evaluate the same expressions.
 *
 * @param transforms in order
 * @param on the training rows
 */
public record FittedPreprocessing(List<FittedTransform> transforms, FittedOn on) {

    private static final long FORMAT = 1;

    /** Checks that names are unique. */
    public FittedPreprocessing {
        transforms = List.copyOf(transforms);
        requireNonNull(on, "on");
        Set<String> names = new HashSet<>();
        for (FittedTransform transform : transforms) {
            for (RequestFeature feature : transform.features()) {
                if (!names.add(feature.name())) {
                    throw new InvalidException(
                            "fitted transforms have two features named '" + feature.name() + "'; rename an output");
                }
            }
        }
    }

    /** {@return what is computed for each row, in the order of computation: each may read those before it} */
    public List<RequestFeature> features() {
        return transforms.stream().flatMap(t -> t.features().stream()).toList();
    }

    /** {@return the names of the results of all transforms, in order} */
    public List<String> outputs() {
        return transforms.stream().flatMap(t -> t.outputs().stream()).toList();
    }

    /**
     * {@return the results of one transform, in order}
     *
     * @param output as the transform calls it
     * @throws InvalidException if no transform has that output
     */
    public List<String> outputs(String output) {
        return transforms.stream()
                .filter(t -> t.transform().output().equals(output))
                .findFirst()
                .orElseThrow(() -> new InvalidException("no fitted transform has the output '" + output + "'"))
                .outputs();
    }

    /** {@return what was fitted} */
    public Preprocessing preprocessing() {
        return new Preprocessing(
                transforms.stream().map(FittedTransform::transform).toList());
    }

    /**
     * Checks that nothing was learnt from the rows a model is judged by.
     *
     * @param evaluationStarts the earliest instant of those rows
     * @throws RejectedException if a training row lies at that instant or later, or the times of the rows are unknown
     */
    public void requireFittedBefore(Instant evaluationStarts) {
        requireNonNull(evaluationStarts, "evaluationStarts");
        Instant last = on.findLast()
                .orElseThrow(() ->
                        new RejectedException("fitted state must end before evaluation starts at " + evaluationStarts
                                + ", but the times of its rows are unknown; name their column when fitting"));
        if (!last.isBefore(evaluationStarts)) {
            throw new RejectedException("fitted state must end before evaluation starts at " + evaluationStarts
                    + ", but it was fitted on rows until " + last);
        }
    }

    /** {@return the SHA-256 of everything that was learnt} */
    public Digest digest() {
        return toDocument().digest();
    }

    /**
     * {@return the fitted preprocessing whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one, or of another format
     */
    public static FittedPreprocessing from(Document document) {
        long format = document.get("format").whole();
        if (format != FORMAT) {
            throw new InvalidException(
                    "fitted preprocessing is stored in format " + format + ", but this release reads format " + FORMAT
                            + " only; use the release that wrote it or a newer one");
        }
        return new FittedPreprocessing(
                document.get("transforms").list().stream()
                        .map(FittedTransform::from)
                        .toList(),
                FittedOn.from(document.get("fitted_on")));
    }

    /** {@return the form in which this is stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("format", FORMAT)
                .with(
                        "transforms",
                        Document.list(transforms.stream()
                                .map(FittedTransform::toDocument)
                                .toList()))
                .with("fitted_on", on.toDocument());
    }
}
