// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mlops4j.error.DeadlineExceededException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.serving.Predictor;

/**
 * Tries models in a JVM of its own, so that a file that ends the process which loads it ends no other. Costs about half
 * a second a model. Thread-safe.
 *
 * @param main the program, which gets the path of a file and how many values a row has
 * @param longest how long a model may take
 * @param temporary where the files of a trial lie while it lasts
 */
record ChildProbe(Class<?> main, Duration longest, Path temporary) {

    /** Long enough for a model of some hundred megabytes on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** The file in which a JVM says that it was broken. */
    private static final String CRASH = "crash.log";

    private static final int MEBIBYTE = 1 << 20;
    private static final int LONGEST_ANSWER = 2_000;

    /** {@return the probe that has ONNX Runtime load a model} */
    static ChildProbe ofModels() {
        return new ChildProbe(ProbeMain.class, LONGEST, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Tries a model.
     *
     * @param width how many values a row has, 0 if nobody knows
     * @throws InvalidException if ONNX Runtime refuses the model, or dies of it, or does not come back in time
     * @throws IncompatibleException if no other JVM can be started
     */
    void require(byte[] file, int width) {
        try {
            Path directory = Files.createTempDirectory(temporary, "mlops-onnx-");
            try {
                require(directory, file, width);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new StorageException("the ONNX model could not be tried in another JVM", e);
        }
    }

    private void require(Path directory, byte[] file, int width) throws IOException {
        Path model = Files.write(directory.resolve("model"), file);
        Path answer = directory.resolve("answer");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command(directory, file.length, model.toString(), Integer.toString(width)))
                .directory(directory.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(errors.toFile())
                .start();
        int exit = await(process);
        if (exit != 0) {
            Path reason = exit == ProbeMain.REFUSED ? answer : errors;
            throw failed(exit, Files.exists(directory.resolve(CRASH)), head(reason));
        }
    }

    private int await(Process process) {
        try {
            if (process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
            throw new InvalidException("ONNX Runtime did not load the model and answer one row within " + longest
                    + ", in a JVM of its own; it will not be loaded here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineExceededException("the wait for the JVM that tries an ONNX model was interrupted", e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static RuntimeException failed(int exit, boolean died, String answer) {
        if (exit == ProbeMain.REFUSED) {
            return new InvalidException(answer);
        }
        // Killed by a signal, or by what the JVM does when native code broke it.
        if (exit > 128 || died) {
            return new InvalidException("ONNX Runtime dies of the model, with exit code " + exit
                    + " in a JVM of its own; it will not be loaded here");
        }
        return new IncompatibleException("the JVM that tries ONNX models ended with " + exit + ": " + answer);
    }

    private List<String> command(Path directory, int bytes, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (64 + 3 * (bytes / MEBIBYTE)) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + directory.resolve(CRASH),
                "-Djava.io.tmpdir=" + directory));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("onnxruntime."))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(main, OrtEnvironment.class, Predictor.class)) {
            classPath.add(CodeOrigin.of(type).file(directory).toString());
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
