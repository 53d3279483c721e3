// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.nio.file.FileSystemException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts the calls to a disk and says which of them fail. */
final class FaultSchedule {

    private static final long NEVER = Long.MAX_VALUE;

    private final Set<IoCall> next = EnumSet.noneOf(IoCall.class);
    private final Map<IoCall, Long> callsOfKind = new EnumMap<>(IoCall.class);
    private long calls;
    private long onceAt = NEVER;
    private long alwaysFrom = NEVER;

    long calls() {
        return calls;
    }

    long calls(IoCall kind) {
        return callsOfKind.getOrDefault(kind, 0L);
    }

    void failAt(long call) {
        onceAt = calls + positive(call);
    }

    void failFrom(long call) {
        alwaysFrom = calls + positive(call);
    }

    void failNext(IoCall kind) {
        next.add(kind);
    }

    void heal() {
        onceAt = NEVER;
        alwaysFrom = NEVER;
        next.clear();
    }

    /** {@return whether this call, which is counted, is to fail} */
    boolean fails(IoCall kind) {
        calls++;
        callsOfKind.merge(kind, 1L, Long::sum);
        boolean chosen = next.remove(kind);
        return chosen || calls == onceAt || calls >= alwaysFrom;
    }

    FileSystemException failure(IoCall kind, FaultyPath path) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new FileSystemException(
                path.toString(), null, "Input/output error (injected into call " + calls + ", " + name + ")");
    }

    private static long positive(long call) {
        if (call < 1) {
            throw new IllegalArgumentException("calls are counted from 1, not " + call);
        }
        return call;
    }
}
