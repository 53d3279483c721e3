// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store, and how to show what comes out of it. */
final class StoreOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--store",
            paramLabel = "DIRECTORY",
            defaultValue = "${env:MLOPS_STORE}",
            description = "The directory of the store; without it that of the variable MLOPS_STORE.")
    private @Nullable Path directory;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "${COMPLETION-CANDIDATES}; TABLE without it.")
    private Format format = Format.TABLE;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "In whose name changes are made; without it that of the system's user.")
    private @Nullable String actor;

    /** {@return the store, to look into; it is never written} */
    Mlops read() {
        return Mlops.builder().readOnly(existing()).open();
    }

    /** {@return the store, to change; a directory of something else is not made one by a slip} */
    Mlops write() {
        read().close();
        Mlops.Builder builder = Mlops.builder().directory(existing());
        return (actor == null ? builder : builder.actor(Actor.of(actor))).open();
    }

    /** {@return where the answer goes} */
    Answer answer(Mlops mlops) {
        return new Answer(mlops.json(), format, spec().commandLine().getOut());
    }

    private Path existing() {
        if (directory == null) {
            throw new ParameterException(
                    spec().commandLine(), "say which store: --store DIRECTORY, or the variable MLOPS_STORE");
        }
        if (!Files.isDirectory(directory)) {
            throw new NotFoundException("there is no store at " + directory.toAbsolutePath()
                    + "; --store DIRECTORY or the variable MLOPS_STORE names one");
        }
        return directory;
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("these options belong to no command");
        }
        return command;
    }

    /** How answers are written. */
    enum Format {
        /** Aligned columns for people. */
        TABLE,
        /** One JSON text for programs. */
        JSON
    }
}
