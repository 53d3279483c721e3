// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;

/**
 * Reads a document of objects and arrays once, front to back. Every method throws {@link InvalidException} with the
 * position if something else comes next, and none uses time or memory out of proportion to the bytes that it reads.
 */
sealed interface DocumentReader permits JsonDocumentReader, UbjsonDocumentReader {

    /** How deep objects and arrays may be nested; a model needs 8 levels. */
    int MAX_NESTING = 64;

    /** {@return a reader of the encoding that the bytes begin with} */
    static DocumentReader of(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        if (start == bytes.length) {
            throw new InvalidException("the XGBoost model is empty");
        }
        if (bytes[start] != '{') {
            String begin = new String(bytes, start, Math.min(4, bytes.length - start), StandardCharsets.ISO_8859_1);
            throw new InvalidException(
                    "an XGBoost model in JSON or UBJSON begins with '{', this file with '"
                            + begin.replaceAll("[^ -~]", "?")
                            + "'. If it is of the old binary format, load and save it as .ubj or .json with XGBoost 1.0 to 3.0");
        }
        boolean counts = start == 0 && bytes.length > 1 && "iUIlL#".indexOf(bytes[1]) >= 0;
        return counts ? new UbjsonDocumentReader(bytes) : new JsonDocumentReader(bytes);
    }

    /** Enters an object. */
    void beginObject();

    /** {@return the name of the next field, or {@code null} after the last, which leaves the object} */
    @Nullable String nextField();

    /** Enters an array. */
    void beginArray();

    /** {@return whether there is another item; if not, leaves the array} */
    boolean nextItem();

    /** {@return the text that comes next} */
    String text();

    /** {@return the array of integers or booleans (as 0 and 1) that comes next} */
    int[] ints();

    /** {@return the array of numbers that comes next} */
    float[] floats();

    /** {@return what reads the array of numbers that comes next; it is passed over for now} */
    Supplier<float[]> floatsLater();

    /** Passes over the value that comes next. */
    void skip();

    /** Checks that nothing follows. */
    void end();

    /** {@return an exception that says where the reader is} */
    InvalidException invalid(String complaint);

    /**
     * Reads an object.
     *
     * @param field given each name, reads the value
     */
    default void object(Consumer<String> field) {
        Set<String> seen = new HashSet<>();
        beginObject();
        for (String name = nextField(); name != null; name = nextField()) {
            if (!seen.add(name)) {
                throw invalid("the field '" + name + "' appears twice in an object");
            }
            field.accept(name);
        }
    }

    /** Reads an array, {@code item} each of its items. */
    default void array(Runnable item) {
        beginArray();
        while (nextItem()) {
            item.run();
        }
    }
}
