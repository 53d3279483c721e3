// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.TimeUnit;
import org.mlops4j.Mlops;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.VersionSignature;
import org.mlops4j.storage.Durability;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the registry does durably and audited: a version is registered, of bytes that are there already and of new ones;
 * an alias moves; a signature is verified; a version is loaded by a process that loads only what is signed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RegistryWriteBenchmark {

    private static final String LINEAR = "{\"intercept\": 1, \"coefficients\": [2, 3], \"link\": \"identity\"}";

    /** What a commit survives. */
    @Param({"CRASH_SAFE", "POWER_SAFE"})
    public Durability durability;

    private Path directory;
    private Mlops mlops;
    private TrustedKeys trusted;
    private Alias champion;
    private ModelVersion one;
    private ModelVersion other;
    private long made;

    /** Opens a store with two versions, both signed. */
    @Setup
    public void open() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        trusted = TrustedKeys.of(keys.getPublic());
        directory = StoredRuns.emptyDirectory();
        mlops = Mlops.builder()
                .directory(directory)
                .durability(durability)
                .requireSigned(trusted)
                .open();
        one = mlops.registry().register("m", model(LINEAR));
        other = mlops.registry().register("m", model(LINEAR.replace('2', '5')));
        Signer signer = Signer.of(keys);
        mlops.signatures().sign(one, signer);
        mlops.signatures().sign(other, signer);
        champion = mlops.registry().alias("m", "champion");
        champion.moveTo(one, "first");
    }

    /** Closes and removes the store. */
    @TearDown
    public void close() {
        mlops.close();
        StoredRuns.remove(directory);
    }

    /** Registers bytes that are stored already: one commit. */
    @Benchmark
    public ModelVersion registerKnownBytes() {
        return mlops.registry().register("known", model(LINEAR));
    }

    /** Registers new bytes: they are durable before the commit. */
    @Benchmark
    public ModelVersion registerNewBytes() {
        made++;
        return mlops.registry().register("new", model("{\"model\": " + made + "}"));
    }

    /** Moves an alias to the other version. */
    @Benchmark
    public Alias.Move moveAlias() {
        ModelVersion target = champion.current().equals(one) ? other : one;
        return champion.moveTo(target, "back and forth");
    }

    /** Looks whether a version has a signature that counts. */
    @Benchmark
    public VersionSignature verifySignature() {
        return mlops.signatures().verify(one, trusted);
    }

    /** Deploys a version that must be signed, and stops. */
    @Benchmark
    public String loadSigned() {
        try (Deployment deployment =
                mlops.serving().deploy(DeploymentSpec.named("d").champion("m/1"))) {
            return deployment.champion().id();
        }
    }

    private static ModelPackage model(String text) {
        return ModelPackage.of("linear").withFile("model", text.getBytes(UTF_8));
    }
}
