// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.spi.OnlineStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Durability;

/**
 * Writes to every store until it is killed, and prints the number of each turn when all its writes have returned. Every
 * turn writes two documents in one transaction, a blob, a batch of events, two points and two states.
 */
final class CrashingWriter {

    static final String STREAM = "events";
    static final int BATCH = 5;
    static final Schema SCHEMA = Schema.of(
            Field.of("at", DataType.TIMESTAMP), Field.of("turn", DataType.INT64), Field.of("text", DataType.STRING));

    private CrashingWriter() {}

    public static void main(String[] arguments) {
        long turn = Long.parseLong(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Durability durability = Durability.valueOf(arguments[2]);
        try (EmbeddedStores stores = EmbeddedStores.open(Path.of(arguments[0]), InstantSource.system(), durability)) {
            stores.events().create(STREAM, SCHEMA, "at");
            while (true) {
                turn++;
                write(stores, turn);
                out.println(turn);
            }
        }
    }

    static void write(EmbeddedStores stores, long turn) {
        Digest blob = stores.blobs().put(blob(turn));
        stores.metadata().write(w -> {
            w.put("left", "t" + turn, body(turn, blob), Map.of("turn", Document.of(turn)));
            return w.put("right", "t" + turn, body(turn, blob), Map.of("turn", Document.of(turn)));
        });
        stores.events().append(STREAM, events(turn));
        stores.series().append(List.of(point("a", turn), point("b", turn)));
        stores.online().put("view", List.of(state("a", turn), state("b", turn)));
    }

    static Document body(long turn, Digest blob) {
        return Document.object()
                .with("turn", turn)
                .with("blob", blob)
                .with("text", "x".repeat((int) (turn % 9) * 1_000));
    }

    static byte[] blob(long turn) {
        byte[] bytes = new byte[(int) (turn % 5) * 20_000];
        Arrays.fill(bytes, (byte) turn);
        return bytes;
    }

    static Table events(long turn) {
        Table.Builder events = Table.builder(SCHEMA);
        for (int i = 0; i < BATCH; i++) {
            events.add(turn * 1_000 + i, turn, "turn " + turn);
        }
        return events.build();
    }

    private static SeriesStore.Point point(String series, long turn) {
        return new SeriesStore.Point(series, turn, Instant.EPOCH, turn / 3.0);
    }

    private static OnlineStore.Entry state(String key, long turn) {
        return new OnlineStore.Entry(key, turn, "turn " + turn, null);
    }
}
