// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.audit.AuditExport;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.StorageException;
import org.mlops4j.identity.Actor;

class AuditExportTest {

    private static final int ENTRIES = 5;

    @TempDir
    Path directory;

    private final DocumentText json = new JacksonText();
    private final SettableClock clock = new SettableClock("2026-03-03T12:00:00Z");
    private byte[] export = {};
    private Checkpoint checkpoint = new Checkpoint(0, Digest.of(""), clock.instant());

    @BeforeEach
    void exportAStoreThatIsGoneThen() {
        try (EmbeddedStores stores = EmbeddedStores.open(directory)) {
            HashChain chain = new HashChain(stores.metadata(), stores.json(), clock, Actor.of("ana"));
            for (int i = 1; i <= ENTRIES; i++) {
                Document body = Document.object().with("value", i);
                String id = "t" + i;
                chain.transact("thing.put", id, "weil \"süß\"\n", w -> w.put("thing", id, body, Map.of()));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            checkpoint = chain.export(out);
            export = out.toByteArray();
            assertThat(checkpoint).isEqualTo(chain.checkpoint());
            assertThatThrownBy(() -> chain.export(brokenPipe()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("audit entry");
        }
    }

    private static OutputStream brokenPipe() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private List<String> lines() {
        return new ArrayList<>(
                new String(export, StandardCharsets.UTF_8).lines().toList());
    }

    private static byte[] joined(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void assertBroken(byte[] bytes, String message) {
        assertThatThrownBy(() -> AuditExport.verify(stream(bytes), json))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anExportIsOneLineForEachEntryAndVerifiesByItself() throws IOException {
        assertThat(lines()).hasSize(ENTRIES);
        assertThat(AuditExport.verify(stream(export), json)).isEqualTo(ENTRIES);
        assertThat(AuditExport.verify(stream(export), json, checkpoint)).isEqualTo(ENTRIES);
        assertThat(AuditExport.verify(stream(new byte[0]), json)).isZero();
    }

    @Test
    void anyFlippedBitOfAnExportIsFound() {
        for (int i = 0; i < export.length; i++) {
            byte[] flipped = export.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            int index = i;
            assertThatThrownBy(() -> AuditExport.verify(stream(flipped), json, checkpoint))
                    .as("byte %d", index)
                    .isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void anExportThatWasCutAtAnyByteIsFoundByTheCheckpoint() {
        for (int length = 0; length < export.length; length += 7) {
            byte[] cut = Arrays.copyOf(export, length);
            assertThatThrownBy(() -> AuditExport.verify(stream(cut), json, checkpoint))
                    .as("%d bytes", length)
                    .isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void everyFieldOfEveryEntryCounts() {
        for (int i = 0; i < ENTRIES; i++) {
            Document entry = json.read(lines().get(i));
            for (String field : entry.fields().keySet()) {
                assertForgeryIsFound(i, Document.object(entry.fields()).with(field, "other"));
                assertForgeryIsFound(i, Document.object(entry.fields()).without(field));
            }
            assertForgeryIsFound(i, Document.object(entry.fields()).with("comment", "more"));
            assertForgeryIsFound(
                    i,
                    Document.object(entry.fields())
                            .with("time", entry.get("time").instant().plusNanos(1)));
            assertForgeryIsFound(i, Document.object(entry.fields()).with("sequence", i + 2L));
        }
    }

    private void assertForgeryIsFound(int index, Document forged) {
        List<String> lines = lines();
        lines.set(index, json.write(forged));
        assertThatThrownBy(() -> AuditExport.verify(stream(joined(lines)), json))
                .as("%s", forged)
                .isInstanceOf(CorruptException.class);
    }

    @Test
    void entriesThatAreMissingRepeatedOrSwappedAreFound() {
        List<String> missing = lines();
        missing.remove(2);
        assertBroken(joined(missing), "audit entry 3 says it is entry 4");
        List<String> repeated = lines();
        repeated.add(2, repeated.get(2));
        assertBroken(joined(repeated), "audit entry 4 says it is entry 3");
        List<String> swapped = lines();
        Collections.swap(swapped, 1, 2);
        assertBroken(joined(swapped), "audit entry 2 says it is entry 3");
        assertBroken(joined(List.of("{}")), "line 1 of the export is not an audit entry");
        assertBroken(new byte[] {(byte) 0xff, '\n'}, "line 1 of the export is not an audit entry");
    }

    @Test
    void aTailThatWasForgedWithHashesToMatchIsFoundByTheCheckpointOnly() throws IOException {
        List<String> lines = lines();
        AuditEntry real = AuditEntry.from(json.read(lines.get(ENTRIES - 1)));
        AuditEntry forged = AuditEntry.sealed(
                ENTRIES,
                real.time(),
                Actor.of("ben"),
                real.action(),
                real.target(),
                real.reason(),
                real.changes(),
                real.previous());
        lines.set(ENTRIES - 1, json.write(forged.toDocument()));

        assertThat(AuditExport.verify(stream(joined(lines)), json)).isEqualTo(ENTRIES);
        assertThatThrownBy(() -> AuditExport.verify(stream(joined(lines)), json, checkpoint))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("rewritten");
    }

    @Test
    void aLineWithoutEndDoesNotFillTheHeap() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> AuditExport.verify(endless, json))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("more than");
    }
}
