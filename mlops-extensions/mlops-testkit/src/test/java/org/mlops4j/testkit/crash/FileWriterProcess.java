// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends the number of each turn to a file, and acknowledges it afterwards; or, if told to lie, before. */
final class FileWriterProcess {

    private FileWriterProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        boolean lies = arguments[1].equals("lying");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (long turn = Long.parseLong(arguments[2]) + 1; ; turn++) {
            if (lies) {
                out.println(turn);
            }
            for (int spin = 0; spin < 10_000; spin++) {
                Thread.onSpinWait();
            }
            Files.writeString(file, turn + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (!lies) {
                out.println(turn);
            }
        }
    }
}
