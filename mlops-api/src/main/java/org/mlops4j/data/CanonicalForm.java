// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The bytes of a document, which only {@link Document#digest} sees. For one document. */
final class CanonicalForm {

    /** A digest takes a few large pieces faster than many of a byte or eight. */
    private final ByteBuffer pending = ByteBuffer.allocate(512);

    private final MessageDigest sha256 = Digest.sha256();

    private CanonicalForm() {}

    /** {@return the SHA-256 of the form of a document} */
    static Digest digest(Document document) {
        CanonicalForm form = new CanonicalForm();
        form.feed(document);
        form.flush();
        return Digest.from(form.sha256);
    }

    private void feed(Document document) {
        if (document instanceof Document.Fields object) {
            head('o', object.fields().size());
            object.fields().forEach((name, value) -> {
                feed(name);
                feed(value);
            });
        } else if (document instanceof Document.Items items) {
            head('l', items.list().size());
            items.list().forEach(this::feed);
        } else if (document instanceof Document.Text text) {
            feed(text.text());
        } else if (document instanceof Document.Whole whole) {
            head('i', whole.whole());
        } else if (document instanceof Document.Real real) {
            head('r', Double.doubleToLongBits(real.number()));
        } else if (document instanceof Document.Bool bool) {
            head('b', bool.bool() ? 1 : 0);
        } else {
            head('n', 0);
        }
    }

    private void feed(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head('t', utf8.length);
        if (utf8.length <= pending.remaining()) {
            pending.put(utf8);
        } else {
            flush();
            sha256.update(utf8);
        }
    }

    private void head(char tag, long number) {
        if (pending.remaining() < 1 + Long.BYTES) {
            flush();
        }
        pending.put((byte) tag).putLong(number);
    }

    private void flush() {
        sha256.update(pending.array(), 0, pending.position());
        pending.clear();
    }
}
