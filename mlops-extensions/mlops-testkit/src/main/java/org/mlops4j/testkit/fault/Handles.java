// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is open, in the order of opening. */
final class Handles {

    /** Frames between the caller and this file system say nothing about the leak. */
    private static final Set<String> OURS = Stream.of(
                    Handles.class, Disk.class, FaultyChannel.class, FaultyProvider.class, FaultyListing.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** An open handle and the node behind it, which lives on after its last name. */
    record Open(OpenHandle handle, Node node) {}

    private final Map<Long, Open> open = new LinkedHashMap<>();
    private long last;

    /** {@return the number by which to close it} */
    long add(FaultyPath path, Node node) {
        List<StackTraceElement> calls = Arrays.stream(new Throwable().getStackTrace())
                .dropWhile(call -> OURS.contains(call.getClassName())
                        || call.getClassName().startsWith("java."))
                .toList();
        open.put(++last, new Open(new OpenHandle(path, calls), node));
        return last;
    }

    void remove(long number) {
        open.remove(number);
    }

    boolean isOpen(long number) {
        return open.containsKey(number);
    }

    Collection<Open> all() {
        return open.values();
    }

    void clear() {
        open.clear();
    }
}
