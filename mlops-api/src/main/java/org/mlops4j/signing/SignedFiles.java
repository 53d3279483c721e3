// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Digest;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;

/**
 * What a signature of a model covers: its files by name, each with the SHA-256 of its bytes.
 *
 * @param name what people call the model; means nothing for verification
 * @param files by name, in the order of Unicode code points; at least one
 * @param ignored what was left out of a directory, relative to it
 */
public record SignedFiles(String name, SortedMap<String, Digest> files, SortedSet<String> ignored) {

    /** The order that the format asks for; that of Java differs beyond the first 65,536 code points. */
    private static final Comparator<String> CODE_POINTS =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /**
     * Copies and sorts.
     *
     * @throws InvalidException if there is no name or no file
     */
    public SignedFiles {
        SortedMap<String, Digest> sorted = new TreeMap<>(CODE_POINTS);
        sorted.putAll(files);
        files = Collections.unmodifiableSortedMap(sorted);
        ignored = Collections.unmodifiableSortedSet(new TreeSet<>(ignored));
        if (requireNonNull(name, "name").isEmpty() || files.isEmpty()) {
            throw new InvalidException("a model that is signed has a name and at least one file");
        }
    }

    /** {@return the files of a registered version, by its manifest} Reads no bytes: the digests are the content. */
    public static SignedFiles of(ModelVersion version) {
        TreeMap<String, Digest> files = new TreeMap<>();
        for (ModelManifest.File file : version.manifest().files()) {
            files.put(file.name(), file.digest());
        }
        return new SignedFiles(version.model(), files, new TreeSet<>());
    }

    /** {@return one digest for all: the SHA-256 over the digests of the files, in their order} */
    public Digest root() {
        MessageDigest sha256 = Digest.sha256();
        files.values().forEach(digest -> sha256.update(digest.bytes()));
        return Digest.from(sha256);
    }

    /**
     * Checks that a model consists of exactly these files.
     *
     * @throws CorruptException if a file differs, is missing or is not covered; the message names it
     */
    public void requireSame(SignedFiles actual) {
        for (Map.Entry<String, Digest> file : files.entrySet()) {
            Digest found = actual.files.get(file.getKey());
            if (found == null) {
                throw new CorruptException("file '" + file.getKey() + "' of the signed model is missing");
            }
            if (!found.equals(file.getValue())) {
                throw new CorruptException("file '" + file.getKey() + "' is not the one that was signed: it has "
                        + found + ", signed was " + file.getValue());
            }
        }
        Set<String> more = new TreeSet<>(actual.files.keySet());
        more.removeAll(files.keySet());
        if (!more.isEmpty()) {
            throw new CorruptException("the signature does not cover " + String.join(", ", more));
        }
    }
}
