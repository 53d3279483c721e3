// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.Signer;
import org.mlops4j.spi.Telemetry;
import org.mlops4j.storage.Durability;

/** Each change of the registry is one durable commit of documents, with its entry in the audit log. */
class OneCommitTest {

    @TempDir
    private Path scratch;

    @Test
    void whatChangesTheRegistryCommitsOnce() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        // The store renews its lease in a thread of its own.
        Thread mine = Thread.currentThread();
        Telemetry counting = new Telemetry() {
            @Override
            public Timing transactions() {
                return (outcome, rows, nanos) -> commits.addAndGet(Thread.currentThread() == mine ? 1 : 0);
            }
        };
        Signer signer = Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        try (Mlops mlops = Mlops.builder()
                .directory(scratch)
                .durability(Durability.POWER_SAFE)
                .telemetry(counting)
                .actor(Actor.of("ana"))
                .open()) {
            ModelPackage contents = ModelPackage.of("linear").withFile("model", "m".getBytes(UTF_8));
            ModelVersion first = mlops.registry().register("m", contents);
            ModelVersion second = mlops.registry().register("m", contents);
            Alias champion = mlops.registry().alias("m", "champion");
            SortedMap<String, Verdict> gates = new TreeMap<>(Map.of("auc", Verdict.pass("0.75", Document.of(0.75))));
            Map<String, Runnable> changes = new LinkedHashMap<>();
            changes.put("register", () -> mlops.registry().register("m", contents));
            changes.put("move", () -> champion.moveTo(first, ""));
            changes.put("move on", () -> champion.moveTo(second, ""));
            changes.put("roll back", () -> champion.rollback(""));
            changes.put("tag", () -> mlops.registry().tags(first).set("region", "Europe"));
            changes.put("approve", () -> mlops.as(Actor.of("ben")).registry().approve(first, ""));
            changes.put("validate", () -> mlops.governance().validate(first, gates, ""));
            changes.put("sign", () -> mlops.signatures().sign(first, signer));
            changes.put("retire", () -> mlops.governance().retire(second, ""));
            long entries = mlops.audit().verify();
            changes.forEach((name, change) -> {
                int before = commits.get();
                change.run();
                assertThat(commits.get() - before).as(name).isOne();
            });
            assertThat(mlops.audit().verify()).isEqualTo(entries + changes.size());
        }
    }
}
