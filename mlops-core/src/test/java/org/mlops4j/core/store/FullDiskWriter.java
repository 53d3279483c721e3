// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mlops4j.error.MlopsException;

/** Fills a small disk, goes on to write, frees some of it, and goes on with the same stores. Prints what happened. */
final class FullDiskWriter {

    private FullDiskWriter() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path disk = Path.of(arguments[0]);
        Path ballast = Files.write(disk.resolve("ballast"), new byte[Integer.parseInt(arguments[1])]);
        long last = 0;
        try (EmbeddedStores stores = EmbeddedStores.open(disk.resolve("store"))) {
            stores.events().create(CrashingWriter.STREAM, CrashingWriter.SCHEMA, "at");
            int refused = 0;
            for (long turn = 1; refused < 5; turn++) {
                try {
                    CrashingWriter.write(stores, turn);
                    last = turn;
                } catch (MlopsException e) {
                    refused++;
                    out.println("refused " + e.getClass().getSimpleName() + ": " + e.getMessage());
                }
            }
            out.println("readable "
                    + stores.metadata().read(reader -> reader.find("left", "t1").isPresent()));
            Files.delete(ballast);
            for (int i = 1; i <= 5; i++) {
                CrashingWriter.write(stores, last + 1_000 + i);
                out.println("stored");
            }
        }
        try (EmbeddedStores stores = EmbeddedStores.open(disk.resolve("store"))) {
            out.println("damage " + stores.verify().damage());
        }
    }
}
