// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunSpec;
import picocli.CommandLine;

/** Every command against a store of two runs and two versions. */
class MainTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private Path store;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void fill() {
        store = directory.resolve("store");
        try (Mlops mlops = Mlops.builder()
                .directory(store)
                .actor(Actor.of("ana"))
                .clock(() -> Instant.parse("2026-03-03T12:00:00Z"))
                .open()) {
            for (int depth : new int[] {6, 8}) {
                try (Run run = mlops.tracking().start(RunSpec.of("late-flights").named("depth " + depth))) {
                    run.param("depth", depth);
                    run.metric("auc", 0.7 + depth / 100.0);
                    run.tag("note", "\u001b[2Jgone\nline \u202ereversed");
                    ModelVersion version = run.register(
                            "late-flights",
                            ModelPackage.of("linear")
                                    .withFile("model", ("depth " + depth).getBytes(StandardCharsets.UTF_8)));
                    mlops.registry().alias("late-flights", "champion").moveTo(version, "better");
                }
            }
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine program = Main.commandLine();
        program.setOut(new PrintWriter(out));
        program.setErr(new PrintWriter(err, true));
        return program.execute(Stream.concat(Stream.of(arguments), Stream.of("--store", store.toString()))
                .toArray(String[]::new));
    }

    private Document json(String... arguments) {
        int code = run(Stream.concat(Stream.of(arguments), Stream.of("--output", "json"))
                .toArray(String[]::new));
        assertThat(code).as(err.toString()).isZero();
        try (Mlops mlops = Mlops.open(directory.resolve("other"))) {
            return mlops.json().read(out.toString().strip());
        }
    }

    @Test
    void runsAreFoundAndShownInColumns() {
        assertThat(run("runs", "--columns", "metrics.auc,params.depth")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ID              NAME     STATUS    ACTOR  STARTED               SECONDS  METRICS.AUC  PARAMS.DEPTH",
                        "late-flights-2  depth 8  FINISHED  ana    2026-03-03T12:00:00Z        0         0.78             8",
                        "late-flights-1  depth 6  FINISHED  ana    2026-03-03T12:00:00Z        0         0.76             6");
        assertThat(json("runs", "--where", "params.depth < 7").list())
                .extracting(run -> run.get("id").text())
                .containsExactly("late-flights-1");
        assertThat(json("runs", "--experiment", "none").list()).isEmpty();
        assertThat(json("runs", "--limit", "1").list()).hasSize(1);
        assertThat(run("runs", "--where", "metrics. >")).isEqualTo(2);
        assertThat(err.toString().lines().skip(1))
                .as("%s", err)
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo("  metrics. >"),
                        sign -> assertThat(sign).matches(" +\\^"));
        assertThat(run("runs", "--columns", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("say metrics.KEY");
    }

    @Test
    void aRunIsShownWithoutWhatSteersATerminal() {
        assertThat(run("run", "late-flights-1")).isZero();
        assertThat(out.toString().lines())
                .as("what a field has is told line by line")
                .anyMatch(line -> line.matches("environment +[a-z_]+=.*"))
                .anyMatch(line -> line.matches(" +java=\\{agents=\\[.*], flags=.*}"));
        assertThat(out.toString())
                .contains("params", "depth=6")
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
        assertThat(out.toString().lines()).anyMatch(line -> line.startsWith("tags") && line.contains("[2Jgone"));
        assertThat(json("run", "late-flights-1").get("tags").get("note").text()).contains("\u001b[2Jgone\n");
        assertThat(run("run", "late-flights-9")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void modelsVersionsDifferencesAndCards() {
        assertThat(run("models")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "MODEL         VERSIONS  OWNER  ALIASES", "late-flights         2  ana    champion → 2");
        assertThat(json("versions", "late-flights").list())
                .extracting(v -> v.get("stage").text() + v.get("aliases").list())
                .containsExactly("DRAFT[\"champion\"]", "DRAFT[]");
        assertThat(json("versions", "--where", "alias = 'champion'").list())
                .extracting(v -> v.get("version").text())
                .containsExactly("late-flights/2");
        assertThat(run("diff", "late-flights/1", "late-flights@champion")).isZero();
        assertThat(out.toString()).contains("depth").contains("late-flights/1 → late-flights/2");
        assertThat(run("diff", "late-flights/1", "late-flights/2", "--compatible"))
                .as("no signature, so nobody knows")
                .isEqualTo(1);
        assertThat(run("diff-runs", "late-flights-1", "late-flights-2")).isZero();
        assertThat(out.toString()).contains("auc");
        assertThat(run("card", "late-flights@champion")).isZero();
        assertThat(out.toString()).contains("late-flights");
        assertThat(run("card", "late-flights/2", "--html")).isZero();
        assertThat(out.toString()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aVersionIsShownWithWhatSpeaksForIt() {
        try (Mlops mlops = Mlops.builder()
                .directory(store)
                .actor(Actor.of("ben"))
                .clock(() -> Instant.parse("2026-03-03T12:00:00Z"))
                .open()) {
            ModelVersion version = mlops.registry().load("late-flights", 1);
            mlops.governance()
                    .validate(version, new TreeMap<>(Map.of("auc", Verdict.pass("0.76", Document.of(0.76)))), "");
            mlops.registry().approve(version, "read the report");
            mlops.registry().tags(version).set("region", "Europe");
        }
        assertThat(json("version", "late-flights/1").fields())
                .containsEntry("stage", Document.of("APPROVED"))
                .containsEntry("approvals", Document.texts(List.of("ben")))
                .containsEntry("signatures", Document.texts(List.of()));
        assertThat(run("version", "late-flights/1")).isZero();
        assertThat(out.toString().lines())
                .contains("stage       APPROVED", "gates       auc=PASS 0.76", "tags        region=Europe");
        assertThat(json("versions", "--where", "stage = 'APPROVED'").list())
                .extracting(v -> v.get("version").text())
                .containsExactly("late-flights/1");
        assertThat(run("approvals", "late-flights/1")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ACTOR  TIME                  ROLES  REASON",
                        "ben    2026-03-03T12:00:00Z         read the report");
        assertThat(json("approvals", "late-flights/2").list()).isEmpty();
    }

    @Test
    void versionsAreSignedAndVerified() throws Exception {
        Path keys = directory.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-alias",
                "release",
                "-keyalg",
                "EC",
                "-dname",
                "CN=release",
                "-ext",
                "bc:c",
                "-ext",
                "ku=digitalSignature,keyCertSign");
        Path root = directory.resolve("root.pem");
        keytool("-exportcert", "-rfc", "-keystore", keys.toString(), "-alias", "release", "-file", root.toString());
        Path key = directory.resolve("key.pem");
        KeyStore opened = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(opened.getCertificate("release")
                                        .getPublicKey()
                                        .getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");

        assertThat(run("verify-signature", "late-flights/1", "--trust-key", key.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("signed   false").contains("It has no signature at all");
        assertThat(run(
                        "sign",
                        "late-flights/1",
                        "--keystore",
                        keys.toString(),
                        "--key",
                        "none",
                        "--password",
                        PASSWORD))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no private key 'none'");
        assertThat(run(
                        "sign",
                        "late-flights/1",
                        "--keystore",
                        keys.toString(),
                        "--key",
                        "release",
                        "--password",
                        "wrong1"))
                .isEqualTo(2);
        assertThat(run(
                        "sign",
                        "late-flights/1",
                        "--keystore",
                        keys.toString(),
                        "--key",
                        "release",
                        "--password",
                        PASSWORD))
                .as(err.toString())
                .isZero();
        assertThat(json("verify-signature", "late-flights/1", "--trust-key", key.toString())
                        .get("signed")
                        .bool())
                .isTrue();
        assertThat(run("verify-signature", "late-flights/1", "--trust-root", root.toString()))
                .isZero();
        assertThat(run("verify-signature", "late-flights/2", "--trust-root", root.toString()))
                .isEqualTo(1);
        assertThat(run("verify-signature", "late-flights/1"))
                .as("nobody is trusted")
                .isEqualTo(2);
        assertThat(json("signatures", "late-flights/1").list()).hasSize(1);
        assertThat(json("versions").list())
                .extracting(version -> version.get("signatures").whole())
                .containsExactly(0L, 1L);
        assertThat(run("attach-signature", "late-flights/2", key.toString())).isEqualTo(2);
        assertThat(run("card", "late-flights/1")).isZero();
        assertThat(out.toString()).contains("## Signatures");
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    @Test
    void theAuditLogIsListedAndVerified() throws Exception {
        assertThat(json("audit", "verify").get("sound").bool()).isTrue();
        assertThat(json("audit", "list", "--about", "late-flights@champion").list())
                .hasSize(2);
        assertThat(run("audit", "list", "--limit", "1")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(run("verify")).isZero();
        damage();
        assertThat(run("audit", "verify")).isEqualTo(1);
        assertThat(out.toString()).contains("sound", "false", "broken");
        assertThat(run("verify")).isEqualTo(1);
    }

    /** Lets the store say that another had been the champion, as somebody with the files at hand could. */
    private void damage() throws Exception {
        Path database;
        try (Stream<Path> files = Files.walk(store)) {
            database = files.filter(file -> file.getFileName().toString().startsWith("metadata"))
                    .filter(file -> !file.toString().endsWith("-wal")
                            && !file.toString().endsWith("-shm"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(database);
        byte[] reason = "better".getBytes(StandardCharsets.UTF_8);
        int changed = 0;
        for (int i = 0; i + reason.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + reason.length, reason, 0, reason.length)) {
                bytes[i] = 'B';
                changed++;
            }
        }
        assertThat(changed).isPositive();
        Files.write(database, bytes);
    }

    @Test
    void whatNothingRefersToIsSwept() throws IOException {
        try (Mlops mlops = Mlops.builder()
                .directory(store)
                .clock(() -> Instant.parse("2026-03-03T12:00:00Z"))
                .open()) {
            mlops.blobs().put(new byte[] {1, 2, 3});
        }
        assertThat(json("gc", "--dry-run", "--older-than", "PT1H").list()).hasSize(1);
        assertThat(json("gc", "--older-than", "PT1H").list()).hasSize(1);
        assertThat(json("gc", "--older-than", "PT1H").list()).isEmpty();
    }

    @Test
    void aVersionGoesToAnotherStore() {
        Path zip = directory.resolve("v.zip");
        assertThat(run("export", "late-flights@champion", zip.toString())).isZero();
        assertThat(run("export", "late-flights-1", directory.resolve("run").toString()))
                .isZero();
        Path second = directory.resolve("second");
        Mlops.open(second).close();
        store = second;
        assertThat(json("import", zip.toString(), "--actor", "ben")
                        .get("versions")
                        .list())
                .isEqualTo(List.of(Document.of("late-flights/1")));
        assertThat(json("audit", "list").list())
                .extracting(entry -> entry.get("actor").text())
                .containsOnly("ben");
    }

    @Test
    void aStoreThatIsNotThereIsRefusedAndNotMade() throws IOException {
        store = directory.resolve("typo");
        assertThat(run("runs")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no store at");
        assertThat(run("gc")).isEqualTo(2);
        assertThat(store).doesNotExist();
        Files.createDirectory(store);
        for (String[] command : new String[][] {{"runs"}, {"gc"}, {"import", "v.zip"}}) {
            assertThat(run(command)).isEqualTo(2);
            assertThat(err.toString()).contains("there is no store in");
        }
        assertThat(store).isEmptyDirectory();
        assertThat(Main.commandLine().setErr(new PrintWriter(err)).execute("nonsense"))
                .isEqualTo(2);
    }
}
