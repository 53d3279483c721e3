// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that a test can kill. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for the line in which the child says how far it is. */
    public void awaitLine(String expected) throws IOException {
        String line = output.readLine();
        if (!expected.equals(line)) {
            throw new AssertionError("expected '" + expected + "' of the child, it said '" + line + "'");
        }
    }

    /** Kills the child as the operating system does when memory runs out, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
