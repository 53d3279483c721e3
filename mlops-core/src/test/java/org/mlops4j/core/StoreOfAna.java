// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mlops4j.Mlops;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.RunRecord;

/** An empty store of ana for each test, with a clock that stands still. */
public final class StoreOfAna implements BeforeEachCallback, AfterEachCallback {

    private SettableClock clock;
    private Path directory;
    private Mlops mlops;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        clock = new SettableClock("2026-03-03T12:00:00Z");
        directory = Files.createTempDirectory("store-of-ana");
        mlops = opened(builder -> builder);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        mlops.close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    public Mlops mlops() {
        return mlops;
    }

    public SettableClock clock() {
        return clock;
    }

    public Path directory() {
        return directory;
    }

    public void reopen() {
        reopen(builder -> builder);
    }

    public void reopen(UnaryOperator<Mlops.Builder> with) {
        mlops.close();
        mlops = opened(with);
    }

    /** Closes the store, opens it again and reads a run. */
    public RunRecord reopened(String run) {
        reopen();
        return mlops.tracking().load(run);
    }

    private Mlops opened(UnaryOperator<Mlops.Builder> with) {
        return with.apply(Mlops.builder()
                        .directory(directory)
                        .actor(Actor.of("ana"))
                        .clock(clock))
                .open();
    }
}
