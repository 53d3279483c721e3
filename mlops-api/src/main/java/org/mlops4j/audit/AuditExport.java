// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;

/**
 * An exported chain, away from its store: the lines that {@link AuditLog#export} wrote. Verifying shows that the
 * entries are a whole chain from the first one on, unaltered; with a checkpoint also that they are the ones it covers.
 * Whether documents are what the entries tell, only the store can say.
 */
public final class AuditExport {

    /** How many bytes a line may have: a change of some ten thousand documents at once. */
    public static final int MAX_LINE_BYTES = 16 << 20;

    private AuditExport() {}

    /**
     * Reads an export to its end. Holds one line at a time.
     *
     * @param lines not closed
     * @param json of any handle
     * @param known a checkpoint that the chain must begin with, from a source that is trusted
     * @return how many entries there are, all sound
     * @throws CorruptException at the first that is not; the message names it
     * @throws IOException if the stream fails
     */
    public static long verify(InputStream lines, DocumentText json, Checkpoint known) throws IOException {
        return verify(lines, json, ChainVerifier.beginningWith(requireNonNull(known, "known")));
    }

    /**
     * Does what {@link #verify(InputStream, DocumentText, Checkpoint)} does, with nothing to compare the chain with.
     */
    public static long verify(InputStream lines, DocumentText json) throws IOException {
        return verify(lines, json, ChainVerifier.whole());
    }

    private static long verify(InputStream lines, DocumentText json, ChainVerifier chain) throws IOException {
        for (byte[] line = line(lines); line != null; line = line(lines)) {
            chain.add(entry(line, json, chain.size() + 1));
        }
        chain.end();
        return chain.size();
    }

    private static AuditEntry entry(byte[] line, DocumentText json, long expected) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            Document document = json.read(text);
            AuditEntry entry = AuditEntry.from(document);
            if (!entry.toDocument().equals(document)) {
                throw new CorruptException(
                        "audit entry " + expected + " was altered: it holds more than an entry does");
            }
            return entry;
        } catch (CharacterCodingException | InvalidException | DateTimeException e) {
            throw new CorruptException(
                    "line " + expected + " of the export is not an audit entry: " + e.getMessage(), e);
        }
    }

    private static byte @Nullable [] line(InputStream lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = lines.read(); next != '\n'; next = lines.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new CorruptException("the export is cut: its last line has no end");
                }
                return null;
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new CorruptException("a line of the export has more than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        return line.toByteArray();
    }
}
