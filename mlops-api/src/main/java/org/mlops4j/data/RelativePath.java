// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.mlops4j.error.InvalidException;

/**
 * The one rule for the place of a file within a directory that belongs to us: an artifact of a run, a file of an
 * archive. One to {@value #MAX_CHARACTERS} characters, segments joined by {@code /}. A segment is not empty, not
 * {@code .} or {@code ..}, does not end with a dot or a space, has at most {@value #MAX_SEGMENT_BYTES} bytes in UTF-8
 * and holds no control character, no {@code \}, no {@code :} and no percent escape such as {@code %2e}. So it means the
 * same on every file system, never leaves the directory, and no reader downstream turns it into something else: nothing
 * is ever decoded here. The text is Unicode in normalization form C, so that two paths that look equal are equal.
 *
 * <p>The rule is about text. Who reads a directory must still see to symbolic links.
 *
 * @param text the whole path, such as {@code plots/roc.png}
 */
public record RelativePath(String text) implements Comparable<RelativePath> {

    /** How many characters a path may have. */
    public static final int MAX_CHARACTERS = 1_000;

    /** How many bytes a segment may have in UTF-8: what common file systems allow. */
    public static final int MAX_SEGMENT_BYTES = 255;

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern SLASH = Pattern.compile("/");

    /**
     * Checks the rule.
     *
     * @throws InvalidException if the text breaks it; the message tells how
     */
    public RelativePath {
        requireNonNull(text, "text");
        if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
            throw refused(text, "it has " + text.length() + " characters, 1 to " + MAX_CHARACTERS + " are allowed");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw refused(text, "it holds half a surrogate pair");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw refused(text, "it is not in Unicode normalization form C");
        }
        if (ESCAPE.matcher(text).find()) {
            throw refused(text, "it holds a percent escape; paths are never decoded");
        }
        for (String segment : SLASH.split(text, -1)) {
            requireSegment(text, segment);
        }
    }

    private static void requireSegment(String text, String segment) {
        if (segment.isEmpty()) {
            throw refused(text, "a segment between slashes is empty, or the path is absolute");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw refused(text, "the segment '" + segment + "' does not name a file");
        }
        if (segment.endsWith(".") || segment.endsWith(" ")) {
            throw refused(text, "a segment ends with a dot or a space");
        }
        if (segment.chars().anyMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))) {
            throw refused(text, "it holds a backslash, a colon or a control character");
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
            throw refused(text, "a segment has more than " + MAX_SEGMENT_BYTES + " bytes in UTF-8");
        }
    }

    /** {@return the segments, the first one outermost} */
    public List<String> segments() {
        return List.of(SLASH.split(text));
    }

    /** {@return the place of the file when its directory lies there; no file is touched} */
    public Path under(Path directory) {
        Path place = directory;
        for (String segment : segments()) {
            place = place.resolve(segment);
        }
        return place;
    }

    @Override
    public int compareTo(RelativePath other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static InvalidException refused(String text, String why) {
        return new InvalidException("path '" + Name.shown(text) + "' is refused: " + why
                + ". Name files relative to their directory, such as plots/roc.png");
    }
}
