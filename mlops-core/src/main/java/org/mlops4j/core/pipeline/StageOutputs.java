// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.NamedDigests;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;

/**
 * The outputs of stages and of items: large ones are blobs of JSON that their rows name by digest, small ones are in
 * the rows themselves. Equal outputs are one blob. Thread-safe.
 *
 * <p>A blob costs a file that is synced, and so does its directory, which is many times what the whole step costs: so
 * the usual output, some names and numbers, has none. A large one in a row would be read and parsed by everybody who
 * only wants to know how a run stands.
 *
 * <p>A blob is put before the transaction that names it: who dies between them leaves a blob that the next sweep takes,
 * unless the same comes out again.
 *
 * @param blobs where large outputs lie
 * @param json how they are written
 */
public record StageOutputs(BlobStore blobs, DocumentText json) {

    /** How many characters of JSON an output may have to be in its row. */
    static final int INLINE = 1 << 16;

    private static final String OUTPUT = "output";
    private static final String DIGEST = "output_digest";
    private static final String BLOB = "output_blob";

    /** What a blob names is kept by the row, since a sweep does not look for digests in blobs. */
    private static final String NAMES = "output_names";

    /** Checks that both are there. */
    public StageOutputs {
        requireNonNull(blobs, "blobs");
        requireNonNull(json, "json");
    }

    /**
     * {@return the fields of a row that has some output} Not for use in a transaction: it may put a blob.
     *
     * @throws InvalidException if the output is not surely small and cannot be written as JSON; a small one that cannot
     *     be fails when its row is put
     */
    Document.Fields keep(Document output) {
        if (JsonLength.isAtMost(output, INLINE)) {
            return inline(output);
        }
        String text = json.write(output);
        if (text.length() <= INLINE) {
            return inline(output);
        }
        return Document.object()
                .with(DIGEST, output.digest())
                .with(BLOB, blobs.put(text.getBytes(StandardCharsets.UTF_8)))
                .with(
                        NAMES,
                        Document.texts(NamedDigests.in(output).stream()
                                .map(Digest::hex)
                                .toList()));
    }

    /** {@return the fields of a row that has a small output} */
    static Document.Fields inline(Document output) {
        return Document.object().with(OUTPUT, output).with(DIGEST, output.digest());
    }

    /** {@return the digest of the output of a row, {@code null} if it has none} */
    static @Nullable Digest digest(Document row) {
        Document output = inRow(row);
        return row.find(DIGEST)
                .map(text -> new Digest(text.text()))
                // Rows that were written before rows had digests.
                .orElseGet(() -> output == null ? null : output.digest());
    }

    /** {@return the output of a row if it is in there} */
    static @Nullable Document inRow(Document row) {
        // Not by find: the JSON null is an output like any other.
        return row.fields().get(OUTPUT);
    }

    /**
     * {@return the output of a row, {@code null} if it has none}
     *
     * @param what whose output it is, for the message
     * @throws CorruptException if it is a blob that is damaged or gone
     */
    @Nullable Document load(Document row, String what) {
        Digest blob = row.find(BLOB).map(text -> new Digest(text.text())).orElse(null);
        if (blob == null) {
            return inRow(row);
        }
        try {
            return json.read(new String(blobs.readAll(blob), StandardCharsets.UTF_8));
        } catch (CorruptException | NotFoundException | InvalidException e) {
            throw new CorruptException("the output of " + what + " is damaged: " + e.getMessage(), e);
        }
    }

    /** {@return the record of the row of a stage, with its output} */
    StageRecord record(Document row) {
        String stage = "stage '" + row.get("name").text() + "' of pipeline run '"
                + row.get("run").text() + "'";
        return Stages.from(row, load(row, stage));
    }

    /** {@return the stages of the rows of a run, by their positions} */
    SortedMap<Integer, StageRecord> records(SortedMap<Integer, Document> rows) {
        SortedMap<Integer, StageRecord> records = new TreeMap<>();
        rows.forEach((position, row) -> records.put(position, record(row)));
        return records;
    }

    /** {@return the blobs that are outputs, by what each is the output of} */
    public static SortedMap<String, Digest> all(MetadataReader reader) {
        SortedMap<String, Digest> all = new TreeMap<>();
        for (String kind : List.of(Stages.KIND, ItemRows.KIND)) {
            Pages.forEach(
                    reader,
                    MetadataQuery.of(kind),
                    stored -> stored.body()
                            .find(BLOB)
                            .ifPresent(blob -> all.put(kind + " '" + stored.id() + "'", new Digest(blob.text()))));
        }
        return all;
    }
}
