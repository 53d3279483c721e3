// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;

/**
 * What a change of the signature means for callers, who pass inputs and read outputs by name or by position.
 *
 * <table>
 * <caption>The rules, field by field; the verdict is the worst of all, and BACKWARD together with FORWARD is
 * BREAKING</caption>
 * <tr><th>change</th><th>of an input</th><th>of an output</th></tr>
 * <tr><td>added behind all others</td><td>BACKWARD if nullable, else BREAKING</td><td>BACKWARD</td></tr>
 * <tr><td>removed from the end</td><td>FORWARD if it was nullable, else BREAKING</td><td>FORWARD</td></tr>
 * <tr><td>at another position, also because one before it came or went</td><td>BREAKING</td><td>BREAKING</td></tr>
 * <tr><td>nullable now</td><td>BACKWARD</td><td>FORWARD</td></tr>
 * <tr><td>no longer nullable</td><td>FORWARD</td><td>BACKWARD</td></tr>
 * <tr><td>float32 before, float64 now</td><td>BACKWARD</td><td>FORWARD</td></tr>
 * <tr><td>float64 before, float32 now</td><td>FORWARD</td><td>BACKWARD</td></tr>
 * <tr><td>any other type</td><td>BREAKING</td><td>BREAKING</td></tr>
 * </table>
 *
 * <p>A new name for a field is one removed and one added.
 *
 * @param verdict on all changes together
 * @param changes each with its reason: inputs first, both in the order of the second signature, then what is gone
 */
public record SignatureDiff(Compatibility verdict, List<FieldChange> changes) {

    /** Copies the changes. */
    public SignatureDiff {
        requireNonNull(verdict, "verdict");
        changes = List.copyOf(changes);
    }

    /** {@return what differs; {@link Compatibility#UNKNOWN} unless both are stated} */
    public static SignatureDiff between(Optional<Signature> before, Optional<Signature> after) {
        return before.isPresent() && after.isPresent()
                ? SignatureRules.compare(before.get(), after.get())
                : new SignatureDiff(Compatibility.UNKNOWN, List.of());
    }

    /** {@return the difference as a document} */
    public Document toDocument() {
        return Document.object()
                .with("verdict", verdict.name())
                .with(
                        "changes",
                        Document.list(changes.stream()
                                .map(change -> Document.object()
                                        .with("field", change.field())
                                        .with(
                                                "compatibility",
                                                change.compatibility().name())
                                        .with("reason", change.reason()))
                                .toList()));
    }

    /**
     * One field that changed.
     *
     * @param field {@code input} or {@code output} and its name
     * @param compatibility what this change by itself means
     * @param reason what changed and why that matters
     */
    public record FieldChange(String field, Compatibility compatibility, String reason) {}
}
