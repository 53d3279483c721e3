// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about the audit log. */
@Command(name = "audit", description = "Verify or list the audit log.", mixinStandardHelpOptions = true)
final class AuditCommands {

    @Command(
            description = "Walk the chain from its first to its last entry; ends with 1 if it is broken.",
            mixinStandardHelpOptions = true)
    static int verify(@Mixin StoreOptions store) {
        try (Mlops mlops = store.read()) {
            Document.Fields result;
            int code = Main.FINE;
            try {
                result = Document.object()
                        .with("sound", true)
                        .with("entries", mlops.audit().verify());
            } catch (CorruptException broken) {
                result = Document.object().with("sound", false).with("broken", String.valueOf(broken.getMessage()));
                code = Main.FOUND_WRONG;
            }
            store.answer(mlops).one(List.copyOf(result.fields().keySet()), result);
            return code;
        }
    }

    @Command(description = "List entries, oldest first.", mixinStandardHelpOptions = true)
    static int list(
            @Mixin StoreOptions store,
            @Option(names = "--after", defaultValue = "0", description = "From behind this entry on.") long after,
            @Option(names = "--limit", defaultValue = "50", description = "At most so many, 50 without it.") int limit,
            @Option(names = "--about", description = "All about this target instead, such as MODEL@ALIAS.") @Nullable String target) {
        try (Mlops mlops = store.read()) {
            List<AuditEntry> entries = target == null
                    ? mlops.audit().entries(after, limit)
                    : mlops.audit().about(target);
            store.answer(mlops)
                    .list(
                            List.of("sequence", "time", "actor", "action", "target", "reason"),
                            entries.stream().map(AuditEntry::toDocument).toList());
            return Main.FINE;
        }
    }
}
