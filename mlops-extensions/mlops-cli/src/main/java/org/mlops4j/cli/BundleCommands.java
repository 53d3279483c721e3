// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.nio.file.Path;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.bundle.ImportedBundle;
import org.mlops4j.data.Document;
import org.mlops4j.registry.ModelVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Commands that take runs and versions from store to store. */
@Command
final class BundleCommands {

    @Command(
            name = "export",
            description = "Write a version with its run, or a run alone, to a directory or a zip.",
            mixinStandardHelpOptions = true)
    static int export(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "WHAT", description = "MODEL/NUMBER, MODEL@ALIAS, or the id of a run") String what,
            @Parameters(paramLabel = "TARGET", description = "A new directory, or a file ending with .zip")
                    Path target) {
        try (Mlops mlops = store.read()) {
            if (what.contains("/") || what.contains("@")) {
                mlops.bundles().exportVersion(mlops.registry().resolve(what), target);
            } else {
                mlops.bundles().exportRun(what, target);
            }
            store.answer(mlops).one(List.of("written"), Document.object().with("written", target.toString()));
            return Main.FINE;
        }
    }

    @Command(name = "import", description = "Take a bundle in.", mixinStandardHelpOptions = true)
    static int take(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "BUNDLE", description = "A directory or a zip") Path bundle) {
        try (Mlops mlops = store.write()) {
            ImportedBundle imported = mlops.bundles().importFrom(bundle);
            store.answer(mlops)
                    .one(
                            List.of("stored", "runs", "versions"),
                            Document.object()
                                    .with("stored", imported.stored())
                                    .with("runs", Document.texts(imported.runs()))
                                    .with(
                                            "versions",
                                            Document.texts(imported.versions().stream()
                                                    .map(ModelVersion::id)
                                                    .toList())));
            return Main.FINE;
        }
    }
}
