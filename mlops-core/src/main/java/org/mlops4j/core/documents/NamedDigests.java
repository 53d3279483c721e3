// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.documents;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;

/**
 * The digests that are written anywhere in some documents, in names of fields as well. Which of them mean a blob is not
 * asked. For one thread.
 */
public final class NamedDigests {

    private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final SortedSet<Digest> digests = new TreeSet<>();

    /** {@return the digests of one document, in ascending order} */
    public static SortedSet<Digest> in(Document document) {
        NamedDigests named = new NamedDigests();
        named.add(document);
        return named.digests;
    }

    /** {@return whether some document names that digest} */
    public boolean contains(Digest digest) {
        return digests.contains(digest);
    }

    /** Takes in a document. */
    public void add(Document document) {
        if (document instanceof Document.Text text) {
            add(text.text());
        } else if (document instanceof Document.Fields fields) {
            for (Map.Entry<String, Document> field : fields.fields().entrySet()) {
                add(field.getKey());
                add(field.getValue());
            }
        } else if (document instanceof Document.Items items) {
            items.list().forEach(this::add);
        }
    }

    /** Takes in a text. */
    public void add(String text) {
        Matcher matcher = DIGEST.matcher(text);
        while (matcher.find()) {
            digests.add(new Digest(matcher.group()));
        }
    }
}
