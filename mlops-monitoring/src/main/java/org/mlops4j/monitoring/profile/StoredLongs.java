// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** Many numbers of 64 bits in a document: big-endian as Base64 text. */
final class StoredLongs {

    private StoredLongs() {}

    static long[] from(Document document) {
        try {
            byte[] bytes = Base64.getDecoder().decode(document.text());
            long[] numbers = new long[bytes.length / Long.BYTES];
            ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
            return numbers;
        } catch (IllegalArgumentException e) {
            throw new InvalidException("stored values must be numbers of 64 bits as Base64 text", e);
        }
    }

    static Document toDocument(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return Document.of(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
