// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;

/** Imports bundles, one after the other, into a store, and says of each what came of it. */
public final class ImportingProgram {

    private ImportingProgram() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Mlops mlops = Mlops.open(Path.of(arguments[0]))) {
            for (String bundle : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                try {
                    out.println("stored "
                            + mlops.bundles().importFrom(Path.of(bundle)).versions());
                } catch (InvalidException e) {
                    out.println("refused " + e.getMessage());
                }
            }
        }
    }
}
