// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.encoding;

import static java.util.Objects.requireNonNull;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.spi.Key;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Documents as JSON by Jackson's streaming parser. A number without fraction and exponent is a {@link Document.Whole},
 * any other a {@link Document.Real}, and reals are written with a fraction, so each reads back as what it was.
 * Thread-safe.
 */
public final class JacksonText implements DocumentText {

    /** How deep objects and lists may nest: deeper ones are an attack on the stack or a mistake. */
    public static final int MAX_DEPTH = 200;

    /** How many characters one text may have. */
    public static final int MAX_TEXT = 64 << 20;

    // Jackson's own double writer: that of the JDK writes other digits before version 19.
    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** Creates the codec. */
    public JacksonText() {}

    /**
     * {@inheritDoc}
     *
     * @throws InvalidException if the document nests deeper than {@link #MAX_DEPTH} or a text holds half a surrogate
     *     pair
     */
    @Override
    public String write(Document document) {
        requireNonNull(document, "document");
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, document);
        } catch (JacksonException e) {
            throw new InvalidException("the document cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        return text.toString();
    }

    @Override
    public Document read(String json) {
        requireNonNull(json, "json");
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            try {
                return onlyValue(parser);
            } catch (JacksonException e) {
                TokenStreamLocation at = e.getLocation();
                throw invalid(e.getOriginalMessage(), at == null ? parser.currentLocation() : at, e);
            }
        }
    }

    private static Document onlyValue(JsonParser parser) {
        if (parser.nextToken() == null) {
            throw invalid("there is no value", parser.currentLocation(), null);
        }
        Document document = value(parser);
        if (parser.nextToken() != null) {
            throw invalid("there is more text behind the value", parser.currentTokenLocation(), null);
        }
        return document;
    }

    private static void write(JsonGenerator generator, Document document) {
        if (document instanceof Document.Fields object) {
            generator.writeStartObject();
            object.fields().forEach((name, value) -> {
                generator.writeName(Key.requireUnicode("a field name", name));
                write(generator, value);
            });
            generator.writeEndObject();
        } else if (document instanceof Document.Items items) {
            generator.writeStartArray();
            items.list().forEach(item -> write(generator, item));
            generator.writeEndArray();
        } else if (document instanceof Document.Text text) {
            generator.writeString(Key.requireUnicode("a text", text.text()));
        } else if (document instanceof Document.Whole whole) {
            generator.writeNumber(whole.whole());
        } else if (document instanceof Document.Real real) {
            generator.writeNumber(real.number());
        } else if (document instanceof Document.Bool bool) {
            generator.writeBoolean(bool.bool());
        } else {
            generator.writeNull();
        }
    }

    private static Document value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> Document.of(whole(parser, parser.getString()));
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> real(parser);
            case VALUE_TRUE -> Document.of(true);
            case VALUE_FALSE -> Document.of(false);
            case VALUE_NULL -> Document.nothing();
            default -> throw invalid("unexpected " + token, parser.currentTokenLocation(), null);
        };
    }

    private static Document object(JsonParser parser) {
        TreeMap<String, Document> fields = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser, parser.currentName());
            parser.nextToken();
            if (fields.put(name, value(parser)) != null) {
                throw invalid("the field '" + name + "' appears twice", parser.currentTokenLocation(), null);
            }
        }
        return Document.object(fields);
    }

    private static Document items(JsonParser parser) {
        List<Document> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return Document.list(items);
    }

    private static Document whole(JsonParser parser) {
        if (parser.getNumberType() != JsonParser.NumberType.INT
                && parser.getNumberType() != JsonParser.NumberType.LONG) {
            throw invalid("a whole number does not fit 64 bits", parser.currentTokenLocation(), null);
        }
        return Document.of(parser.getLongValue());
    }

    private static Document real(JsonParser parser) {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw invalid("a number is too large for a double", parser.currentTokenLocation(), null);
        }
        return Document.of(number);
    }

    private static String whole(JsonParser parser, String text) {
        try {
            return Key.requireUnicode("the text", text);
        } catch (InvalidException e) {
            throw invalid(String.valueOf(e.getMessage()), parser.currentTokenLocation(), e);
        }
    }

    private static InvalidException invalid(String what, TokenStreamLocation at, @Nullable Throwable cause) {
        return new InvalidException(
                "not a JSON document: " + what + ", at line " + at.getLineNr() + ", column " + at.getColumnNr(), cause);
    }
}
