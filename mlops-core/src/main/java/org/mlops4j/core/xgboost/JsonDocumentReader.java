// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON as XGBoost writes it: with bare NaN and Infinity. */
final class JsonDocumentReader implements DocumentReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();

    private final byte[] bytes;
    private final JsonParser parser;
    private boolean peeked;

    JsonDocumentReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private JsonDocumentReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from);
    }

    @Override
    public void beginObject() {
        require(next() == JsonToken.START_OBJECT, "an object");
    }

    @Override
    public @Nullable String nextField() {
        return next() == JsonToken.PROPERTY_NAME ? parser.currentName() : null;
    }

    @Override
    public void beginArray() {
        require(next() == JsonToken.START_ARRAY, "an array");
    }

    @Override
    public boolean nextItem() {
        JsonToken token = next();
        peeked = token != JsonToken.END_ARRAY;
        return peeked;
    }

    @Override
    public String text() {
        require(next() == JsonToken.VALUE_STRING, "a text");
        return value();
    }

    @Override
    public int[] ints() {
        beginArray();
        int[] values = new int[16];
        int count = 0;
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = integer(token);
        }
        return Arrays.copyOf(values, count);
    }

    @Override
    public float[] floats() {
        beginArray();
        float[] values = new float[16];
        int count = 0;
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            require(token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT, "a number");
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = number(value());
        }
        return Arrays.copyOf(values, count);
    }

    @Override
    public Supplier<float[]> floatsLater() {
        beginArray();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        if (from < 0) {
            // The parser counts characters of other encodings, which XGBoost does not write.
            throw invalid("the text is not UTF-8");
        }
        return () -> new JsonDocumentReader(bytes, from, to).floats();
    }

    @Override
    public void skip() {
        next();
        skipChildren();
    }

    private void skipChildren() {
        try {
            parser.skipChildren();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    @Override
    public void end() {
        try {
            require(parser.nextToken() == null, "the end");
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    @Override
    public InvalidException invalid(String complaint) {
        return new InvalidException(
                "XGBoost model at byte " + parser.currentLocation().getByteOffset() + ": " + complaint);
    }

    private JsonToken next() {
        if (peeked) {
            peeked = false;
            return parser.currentToken();
        }
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw invalid("the file ends in the middle of the model");
            }
            return token;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private int integer(JsonToken token) {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE ? 1 : 0;
        }
        require(token == JsonToken.VALUE_NUMBER_INT, "an integer");
        try {
            return parser.getIntValue();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Straight to float: by way of double the number would be rounded twice. */
    private float number(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw invalid("'" + text + "' is not a number");
        }
    }

    private String value() {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private void require(boolean holds, String wanted) {
        if (!holds) {
            throw invalid("expected " + wanted + ", found " + parser.currentToken());
        }
    }

    private InvalidException malformed(JacksonException e) {
        return new InvalidException("XGBoost model is not well-formed JSON: " + e.getOriginalMessage(), e);
    }
}
