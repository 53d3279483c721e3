// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second JVM that runs a main class on the class path of this one. Its output is read line by line, its errors go to
 * ours. For one thread.
 */
public final class ChildJvm implements AutoCloseable {

    private static final List<String> ELSEWHERE =
            List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--");

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /**
     * {@return a JVM that has been started} It is set up for short lives: the time to its first write matters, not its
     * speed later. Its heap is 128 MiB.
     *
     * @param main a class with a main method
     * @param arguments of the main method
     */
    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(command(main, arguments));
    }

    /**
     * {@return a JVM in a space of process numbers of its own} It cannot tell whether a process of this space lives,
     * nor can one of this space tell of it: for leases it is another machine.
     *
     * @throws IOException if the operating system does not let this process, see {@link #canStartElsewhere}
     */
    public static ChildJvm startElsewhere(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(ELSEWHERE);
        command.addAll(command(main, arguments));
        return start(command);
    }

    /** {@return whether there can be a JVM elsewhere: on Linux, for root} */
    public static boolean canStartElsewhere() throws InterruptedException {
        List<String> command = new ArrayList<>(ELSEWHERE);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }

    private static ChildJvm start(List<String> command) throws IOException {
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** {@return the number of the process, as it is called here} */
    public long pid() {
        // One that is elsewhere is the child of the program that brought it there.
        return process.children().findFirst().orElse(process.toHandle()).pid();
    }

    /** {@return the next line of its output, or {@code null} at its end} */
    public @Nullable String nextLine() throws IOException {
        return output.readLine();
    }

    /** Waits for a line; fails if it is another. */
    public void awaitLine(String expected) throws IOException {
        String line = output.readLine();
        if (!expected.equals(line)) {
            throw new AssertionError("expected '" + expected + "' of the child, it said '" + line + "'");
        }
    }

    /** Gives it a line to read. */
    public void enter(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends it a signal by the name that POSIX has for it, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("could not send " + name + " to the child");
        }
    }

    /**
     * Kills it as the operating system does when memory runs out ({@code SIGKILL}) and waits until it is gone.
     *
     * @return the lines it had printed that were not read yet; a last line without an end is not whole and left out
     */
    public List<String> kill() throws IOException {
        // By its handle: Process.destroyForcibly would close the output that is still to be read.
        process.toHandle().destroyForcibly();
        StringBuilder rest = new StringBuilder();
        for (int c = output.read(); c >= 0; c = output.read()) {
            rest.append((char) c);
        }
        process.onExit().join();
        int whole = rest.lastIndexOf("\n");
        return whole < 0 ? List.of() : List.of(rest.substring(0, whole).split("\n"));
    }

    /** {@return its exit code, once it has ended by itself} */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills it if it still runs. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
