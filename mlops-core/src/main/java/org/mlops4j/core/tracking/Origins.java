// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.Map;
import java.util.TreeMap;
import org.mlops4j.core.environment.ClassPathEntries;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.registry.Provenance;

/**
 * The attributes by which runs and versions are found from what they were made of. An attribute has one value, and a
 * run has many datasets: so the digest of a dataset is part of the attribute's name, and its value is always 1.
 */
public final class Origins {

    /** The attribute with the digest of the list of what is on the class path. */
    public static final String CLASS_PATH = "class_path";

    /** The attribute with the git commit. */
    public static final String COMMIT = "commit";

    /** What such an attribute as {@link #dataset} has as its value. */
    public static final Document PRESENT = ClassPathEntries.LISTED;

    /** What the name of an attribute begins with that tells of a dataset; its digest follows. */
    public static final String DATASET = "dataset:";

    private Origins() {}

    /** {@return the attribute that all have which used a dataset} */
    public static String dataset(Digest digest) {
        return DATASET + digest.hex();
    }

    /** {@return the attributes of what was made of these data, in this environment} */
    public static Map<String, Document> of(Provenance provenance) {
        Map<String, Document> attributes = new TreeMap<>();
        provenance.datasets().forEach(dataset -> attributes.put(dataset(dataset.digest()), PRESENT));
        provenance.findClassPath().ifPresent(digest -> attributes.put(CLASS_PATH, Document.of(digest.hex())));
        provenance.findCommit().ifPresent(commit -> attributes.put(COMMIT, Document.of(commit)));
        return attributes;
    }
}
