// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * What answers when a model fails, and while it rests: see {@link Breaker}.
 *
 * <p>A request that does not fit the signature is the caller's to mend and is refused as ever.
 */
public sealed interface Fallback {

    /**
     * {@return always these outputs, such as the share of the class in training} They answer for lost features as well.
     */
    static Fallback constant(double... outputs) {
        return new Constant(Arrays.stream(outputs).boxed().toList());
    }

    /** {@return the outputs of another version, such as {@code model@previous}, which is kept loaded} */
    static Fallback version(String reference) {
        return new Version(reference);
    }

    /**
     * {@return the outputs of the last good version: the one that an alias would point at after a rollback} It follows
     * the alias: when a new version becomes champion, the one before is kept loaded and answers when the new one fails.
     * Where there was none before, the failure reaches the caller.
     *
     * @param alias such as {@code model@champion}
     */
    static Fallback lastGood(String alias) {
        return new Version(alias + "~1");
    }

    /** {@return the fallback whose {@link #toDocument()} this is} */
    static Fallback from(Document document) {
        return document.find("version")
                .<Fallback>map(reference -> new Version(reference.text()))
                .orElseGet(() -> new Constant(document.get("outputs").list().stream()
                        .map(Document::number)
                        .toList()));
    }

    /** {@return the form in which fallbacks are stored} */
    Document toDocument();

    /**
     * The same outputs for every request.
     *
     * @param outputs as many as the model has, finite
     */
    record Constant(List<Double> outputs) implements Fallback {
        /** Checks the outputs. */
        public Constant {
            outputs = List.copyOf(outputs);
            if (outputs.isEmpty() || !outputs.stream().allMatch(Double::isFinite)) {
                throw new InvalidException("a fallback needs finite outputs, has " + outputs);
            }
        }

        @Override
        public Document toDocument() {
            return Document.object()
                    .with(
                            "outputs",
                            Document.list(outputs.stream().map(Document::of).toList()));
        }
    }

    /**
     * The outputs of another version.
     *
     * @param reference such as {@code model@previous}
     */
    record Version(String reference) implements Fallback {
        /** Checks that there is a reference. */
        public Version {
            requireNonNull(reference, "reference");
        }

        @Override
        public Document toDocument() {
            return Document.object().with("version", reference);
        }
    }
}
