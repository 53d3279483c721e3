// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * Who looks after an alert, and what to do about it. Immutable.
 *
 * @param owner a person or a team; empty if nobody was named
 * @param runbook where it says what to do, an address of http or https; {@code null} if nowhere
 * @param tags what sinks and silences go by, such as {@code team → payments}; keys by the rule of
 *     {@link Name#requireKey}
 */
public record Handling(String owner, @Nullable URI runbook, SortedMap<String, String> tags) {

    /** Nobody named, nothing written. */
    public static final Handling NONE = new Handling("", null, new TreeMap<>());

    /** Checks the address and the keys, and copies the tags. */
    public Handling {
        requireNonNull(owner, "owner");
        // A runbook is shown as a link: other schemes could run code where it is clicked.
        if (runbook != null && (runbook.getHost() == null || !isWeb(runbook.getScheme()))) {
            throw new InvalidException("a runbook is an address of http or https, was '" + runbook + "'");
        }
        tags.keySet().forEach(key -> Name.requireKey("tag", key));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /**
     * {@return the handling whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    public static Handling from(Document document) {
        return new Handling(
                document.find("owner").map(Document::text).orElse(""),
                document.find("runbook").map(Document::text).map(Handling::uri).orElse(null),
                document.find("tags").map(Document::textFields).orElseGet(TreeMap::new));
    }

    /** {@return a copy of another owner} */
    public Handling owner(String other) {
        return new Handling(other, runbook, tags);
    }

    /** {@return a copy of another runbook} */
    public Handling runbook(URI other) {
        return new Handling(owner, other, tags);
    }

    /** {@return a copy with one more tag, or another value of it} */
    public Handling tag(String key, String value) {
        TreeMap<String, String> more = new TreeMap<>(tags);
        more.put(key, requireNonNull(value, "value"));
        return new Handling(owner, runbook, more);
    }

    /** {@return where it says what to do, if anywhere} */
    public Optional<URI> findRunbook() {
        return Optional.ofNullable(runbook);
    }

    /** {@return the form in which handlings are stored; what is not said is left out} */
    public Document.Fields toDocument() {
        Document.Fields document = Document.object()
                .withOptional("owner", owner.isEmpty() ? null : owner)
                .withOptional("runbook", runbook == null ? null : runbook.toString());
        return tags.isEmpty() ? document : document.with("tags", Document.textFields(tags));
    }

    private static boolean isWeb(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidException("a runbook is an address of http or https, was '" + text + "'", e);
        }
    }
}
