// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.time.Duration;
import java.util.List;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.storage.SweepPlan;
import org.mlops4j.storage.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about the store as a whole. */
@Command
final class StoreCommands {

    @Command(
            description = "Read everything against its checksum; ends with 1 if something is damaged.",
            mixinStandardHelpOptions = true)
    static int verify(@Mixin StoreOptions store) {
        try (Mlops mlops = store.read()) {
            Verification found = mlops.storage().verify();
            Document.Fields result =
                    Document.object().with("checked", found.checked()).with("damage", Document.texts(found.damage()));
            store.answer(mlops).one(List.of("checked", "damage"), result);
            return found.passed() ? Main.FINE : Main.FOUND_WRONG;
        }
    }

    @Command(description = "Remove the files that nothing refers to, and list them.", mixinStandardHelpOptions = true)
    static int gc(
            @Mixin StoreOptions store,
            @Option(names = "--dry-run", description = "Only list them.") boolean dryRun,
            @Option(
                            names = "--older-than",
                            defaultValue = "P1D",
                            description = "Spare what is younger: a day without it, an hour at least.")
                    Duration age) {
        try (Mlops mlops = dryRun ? store.read() : store.write()) {
            SweepPlan plan = mlops.storage().planSweep(age);
            SweepPlan shown = dryRun ? plan : mlops.storage().sweep(plan);
            store.answer(mlops)
                    .list(
                            List.of("blob", "bytes", "stored"),
                            shown.unused().stream().map(StoreCommands::row).toList());
            return Main.FINE;
        }
    }

    private static Document.Fields row(StoredBlob blob) {
        return Document.object()
                .with("blob", blob.digest().hex())
                .with("bytes", blob.bytes())
                .with("stored", blob.stored());
    }
}
