// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mlops4j.error.MlopsException;

/**
 * Writes turns of a {@link CrashingWriter} while its parent takes away and gives back the room to write: on
 * {@code limited} until a write fails or a few have succeeded, on {@code free} one that must succeed. Prints each turn
 * that was stored.
 */
final class LimitedWriter {

    private static final int MOST_TURNS = 12;

    private LimitedWriter() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path directory = Path.of(arguments[0]);
        EmbeddedStores stores = EmbeddedStores.open(directory);
        stores.events().create(CrashingWriter.STREAM, CrashingWriter.SCHEMA, "at");
        out.println("ready");
        long turn = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("limited")) {
                turn = writeUntilFailure(stores, turn, out);
            } else {
                turn++;
                if (!writes(stores, turn, out)) {
                    // After a sync that failed a store asks to be opened anew, and then it works.
                    stores.close();
                    stores = EmbeddedStores.open(directory);
                    CrashingWriter.write(stores, ++turn);
                    out.println("stored " + turn);
                }
                out.println("done");
            }
        }
        stores.close();
    }

    private static long writeUntilFailure(EmbeddedStores stores, long before, PrintStream out) {
        long turn = before;
        boolean stored = true;
        while (stored && turn < before + MOST_TURNS) {
            turn++;
            stored = writes(stores, turn, out);
        }
        try {
            long changes = stores.metadata().read(reader -> reader.lastChange());
            out.println("read " + changes);
        } catch (MlopsException e) {
            // A reader may need room for the index of the log, which is shared memory in a file.
            out.println(failure(e));
        }
        out.println("done");
        return turn;
    }

    private static boolean writes(EmbeddedStores stores, long turn, PrintStream out) {
        try {
            CrashingWriter.write(stores, turn);
            out.println("stored " + turn);
            return true;
        } catch (MlopsException e) {
            out.println(failure(e));
            return false;
        }
    }

    private static String failure(MlopsException e) {
        return "failed " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
