// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** The policies of protected aliases, each under {@code model@alias}. */
final class Protection {

    private static final String KIND = "alias-policy";

    private Protection() {}

    static StoredDocument put(MetadataWriter writer, String target, ApprovalPolicy policy) {
        return writer.put(KIND, target, policy.toDocument(), Map.of());
    }

    /** Rejects a version that has not the approvals which the alias asks for. */
    static void check(MetadataReader reader, String target, ModelVersion version) {
        Optional<StoredDocument> stored = reader.find(KIND, target);
        if (stored.isEmpty()) {
            return;
        }
        ApprovalPolicy policy = ApprovalPolicy.from(stored.get().body());
        List<Approval> given = Approvals.of(reader, version);
        if (!policy.satisfiedBy(given, version.author())) {
            throw new RejectedException("'" + target + "' takes versions with " + policy + " only; " + version + " by "
                    + version.author() + " has " + (given.isEmpty() ? "none" : "approvals of " + actors(given)));
        }
    }

    private static String actors(List<Approval> given) {
        return String.join(", ", given.stream().map(a -> a.actor().name()).toList());
    }
}
