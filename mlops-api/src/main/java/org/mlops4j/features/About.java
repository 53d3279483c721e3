// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;

/**
 * What people want to know of a definition and no computation does: it is stored with the definition and is no part of
 * its digest. Immutable.
 *
 * @param description in a sentence or two; may be empty
 * @param owner whom to ask; may be empty
 * @param tags by the rule of {@link Name#requireKey}; in ascending order, each once
 */
public record About(String description, String owner, List<String> tags) {

    /** Nothing is known. */
    public static final About NOTHING = new About("", "", List.of());

    /** Checks and orders the tags. */
    public About {
        requireNonNull(description, "description");
        requireNonNull(owner, "owner");
        tags.forEach(tag -> Name.requireKey("tag", tag));
        tags = tags.stream().distinct().sorted().toList();
    }

    /** {@return this with another description} */
    public About describedAs(String text) {
        return new About(text, owner, tags);
    }

    /** {@return this with another owner} */
    public About ownedBy(String name) {
        return new About(description, name, tags);
    }

    /** {@return this with other tags} */
    public About tagged(List<String> names) {
        return new About(description, owner, names);
    }

    /** {@return what a stored definition tells of itself} */
    static About of(Document definition) {
        return definition
                .find("about")
                .map(about -> new About(
                        about.get("description").text(),
                        about.get("owner").text(),
                        about.get("tags").texts()))
                .orElse(NOTHING);
    }

    /** {@return a definition that tells this of itself} */
    Document.Fields addTo(Document.Fields definition) {
        return equals(NOTHING)
                ? definition
                : definition.with(
                        "about",
                        Document.object()
                                .with("description", description)
                                .with("owner", owner)
                                .with("tags", Document.texts(tags)));
    }
}
