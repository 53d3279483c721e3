// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lease;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.mlops4j.data.Document;

/**
 * A process, told apart from a later one with the same number.
 *
 * @param pid its number
 * @param started when it started, on a scale that only {@link #startOf} of the same place can compare
 * @param place where such numbers mean something: one boot and one process name space of one machine
 */
record OwnerProcess(long pid, long started, String place) {

    private static final Path PROC = Path.of("/proc");

    /** {@return this process} */
    static OwnerProcess current() {
        long pid = ProcessHandle.current().pid();
        return new OwnerProcess(pid, startOf(pid).orElse(0), placeOfThisProcess());
    }

    /** {@return whether this process can tell if that one lives} */
    boolean comparableWith(OwnerProcess other) {
        return place.equals(other.place);
    }

    /** {@return whether it lives; asked in its own place} */
    boolean alive() {
        OptionalLong start = startOf(pid);
        return start.isPresent() && start.getAsLong() == started;
    }

    static OwnerProcess from(Document document) {
        return new OwnerProcess(
                document.get("pid").whole(),
                document.get("started").whole(),
                document.get("place").text());
    }

    Document.Fields toDocument() {
        return Document.object().with("pid", pid).with("started", started).with("place", place);
    }

    /**
     * Linux gives ticks since boot, which a change of the clock does not touch; what ProcessHandle gives there is
     * derived from the clock.
     */
    private static OptionalLong startOf(long pid) {
        if (Files.exists(PROC.resolve("self/stat"))) {
            return startInProc(pid);
        }
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Fields 3 (state) and 22 (start) of proc_pid_stat(5); field 2 may hold spaces and ends with the last bracket. */
    private static OptionalLong startInProc(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean dead = fields[0].equals("Z") || fields[0].equals("X");
            return dead ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[19]));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            // The process went away between open and read.
            return OptionalLong.empty();
        }
    }

    private static String placeOfThisProcess() {
        try {
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
        } catch (IOException e) {
            return hostName();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
