// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.RecordDocument;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.Table;
import org.mlops4j.identity.Actor;
import org.mlops4j.monitoring.Alert;
import org.mlops4j.pipeline.DayRule;
import org.mlops4j.pipeline.Freeze;
import org.mlops4j.pipeline.Missed;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineDrawing;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.pipeline.PipelineWorker;
import org.mlops4j.pipeline.RetryPolicy;
import org.mlops4j.pipeline.Schedule;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.pipeline.StepOptions;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerCause;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Page;
import org.mlops4j.testkit.time.VirtualClock;
import org.mlops4j.tracking.Environment;

/** What docs/guides/pipelines.md tells, run. */
class PipelinesGuideTest {

    @TempDir
    private Path directory;

    private final VirtualClock clock = VirtualClock.at("2026-03-03T12:00:00Z");
    private int grown;

    @Test
    void theGuideRuns() throws IOException, InterruptedException {
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .actor(Actor.of("ana"))
                .clock(clock)
                .open()) {
            mlops.governance().roles().grant("ml-lead", Actor.of("ben"), "leads the team");
            Pipeline retrain = retrain(mlops);
            Pipeline tuning = tuning();
            assertThat(mlops.pipelines().start(tuning, Document.object()).status())
                    .isEqualTo(Status.SUCCEEDED);
            scoreTwice(mlops, Files.writeString(directory.resolve("flights.csv"), "flight,delay"));
            startByTheClock(mlops, retrain, tuning);
            startByWhatHappens(mlops, retrain, tuning);
            brakes(mlops, retrain);
            cancelled(mlops);
            waitForLabels(mlops);
            withRecords(mlops);

            clock.advance(Duration.ofDays(7));
            List<PipelineRun> started = mlops.pipelines().resumeAll(retrain, tuning);

            assertThat(started).extracting(PipelineRun::pipeline).containsExactly("retrain-late-flights");
            PipelineWorker worker = mlops.pipelines().work(retrain, tuning);
            worker.close();
            priorities(mlops);
            look(mlops, retrain, tuning);
            watch(mlops, retrain);
            retire(mlops);
        }
    }

    @Test
    void originsAreStored() {
        Table flights = Table.builder(Schema.of(Field.of("delay", DataType.FLOAT64)))
                .add(12.5)
                .add(-3.0)
                .build();
        Pipeline seeded = Pipeline.named("sample-flights")
                .step("train", step -> {
                    step.data("train", flights);
                    int[] rows = step.random("sample")
                            .ints(1_000, 0, flights.rowCount())
                            .toArray();
                    step.note("threads", Document.of(4));
                    return Document.object().with("rows", flights.take(rows).rowCount());
                })
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            PipelineRun run = mlops.pipelines().start(seeded, Document.object());
            StageOrigins origins = run.stage("train").orElseThrow().origins();
            Environment environment =
                    mlops.pipelines().findEnvironment(origins.environment()).orElseThrow();
            assertThat(origins.notes()).containsOnlyKeys("data.train", "seed.sample", "threads");
            assertThat(environment.factors()).containsKey("java.version");
        }
    }

    @Test
    void effectsHappenOnce() {
        try (Mlops mlops = Mlops.open(directory)) {
            ModelRegistry registry = mlops.registry();
            Pipeline once = Pipeline.named("release-late-flights")
                    .step("register", step -> {
                        ModelVersion version = registry.findRegistered("late-flights", step.idempotencyKey())
                                .orElseGet(() -> registry.register(
                                        "late-flights", trained().idempotencyKey(step.idempotencyKey())));
                        step.made(version);
                        return Document.of(version.number());
                    })
                    .step("announce", step -> {
                        step.commit(writer -> writer.put("release", step.run(), step.output("register"), Map.of()));
                        return Document.nothing();
                    })
                    .build();

            PipelineRun run = mlops.pipelines().start(once, Document.object());

            assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(registry.versions("late-flights")).hasSize(1);
        }
    }

    private static ModelPackage trained() {
        return ModelPackage.of("opaque").withFile("weights", new byte[] {1, 2, 3});
    }

    private static void watch(Mlops mlops, Pipeline retrain) throws InterruptedException {
        PipelineRun watched = mlops.pipelines().find("retrain-late-flights-1").orElseThrow();
        while (!watched.status().isFinal()) {
            watched = mlops.pipelines().awaitChange(watched, Duration.ofMinutes(1));
            System.out.println(PipelineDrawing.of(retrain, watched).toText());
        }
    }

    private static Pipeline retrain(Mlops mlops) {
        Pipeline retrain = Pipeline.named("retrain-late-flights")
                .step("train", step -> train(step.parameters()))
                .gate("good-enough", step -> judge(step.output("train")))
                .approval("sign-off", ApprovalPolicy.of(1).by("ml-lead"))
                .step("promote", step -> promote(step.output("train")))
                .build();
        PipelineRun run = mlops.pipelines().start(retrain, Document.object().with("depth", 6));
        assertThat(run.status()).isEqualTo(Status.WAITING);

        mlops.as(Actor.of("ben")).pipelines().approve(run.id(), "looked at the evidence");
        PipelineRun done = mlops.pipelines().resume(retrain, run.id());

        assertThat(done.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(PipelineDrawing.of(retrain, done).toText()).isEqualTo("""
                        retrain-late-flights-1  SUCCEEDED
                          step      train        finished
                          gate      good-enough  finished
                          approval  sign-off     finished
                          step      promote      finished
                        """);
        return retrain;
    }

    @Test
    void aPatientStepShowsHowFarItIs() {
        StepOptions patient = StepOptions.defaults()
                .retry(RetryPolicy.attempts(5).resting(Duration.ofSeconds(10), Duration.ofMinutes(10)))
                .timeout(Duration.ofHours(2));
        List<String> shown = new ArrayList<>();
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .progress((what, total) -> {
                    shown.add(what + " of " + total);
                    return Progress.silent().start(what, total);
                })
                .open()) {
            Pipeline pipeline =
                    Pipeline.named("p").step("train", patient, this::grown).build();
            assertThat(mlops.pipelines().start(pipeline, Document.object()).status())
                    .isEqualTo(Status.SUCCEEDED);
        }
        assertThat(shown).containsExactly("p-1/train: trees of 100");
        assertThat(grown).isEqualTo(100);
    }

    private Document grown(StepContext step) {
        try (Progress.Work trees = step.progress().start("trees", 100)) {
            for (int tree = 0; tree < 100; tree++) {
                grow(tree);
                trees.at(tree + 1);
            }
        }
        return Document.nothing();
    }

    private void grow(int tree) {
        grown = tree + 1;
    }

    @Test
    void largeResultsAreNamedByTheirDigests() {
        Table flights = Table.builder(Schema.of(Field.of("delay", DataType.FLOAT64)))
                .add(12.5)
                .add(-3.0)
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            Pipeline large = Pipeline.named("score-flights")
                    .step("rows", step -> {
                        Snapshot saved = mlops.snapshots().save("to-score", flights, step.idempotencyKey());
                        return Document.object().with("rows", saved.dataset().digest());
                    })
                    .step("scores", step -> {
                        Table rows = mlops.snapshots()
                                .table(mlops.snapshots()
                                        .get(digest(step.output("rows").get("rows"))));
                        return Document.object().with("file", mlops.blobs().put(scored(rows)));
                    })
                    .step("send", step -> {
                        byte[] file = mlops.blobs()
                                .readAll(digest(step.output("scores").get("file")));
                        return Document.of(file.length + " bytes sent");
                    })
                    .build();
            PipelineRun run = mlops.pipelines().start(large, Document.object());
            assertThat(run.stage("send").orElseThrow().output()).isEqualTo(Document.of("16 bytes sent"));
            StageRecord scores = run.stage("scores").orElseThrow();
            System.out.println("from " + scores.inputDigest() + " came " + scores.outputDigest());
            assertThat(scores.outputDigest()).isEqualTo(scores.output().digest());
            assertThat(mlops.storage().planSweep(Duration.ofHours(1)).unused()).isEmpty();
        }
    }

    private static Digest digest(Document text) {
        return new Digest(text.text());
    }

    private static byte[] scored(Table rows) {
        ByteBuffer scores = ByteBuffer.allocate(Double.BYTES * rows.rowCount());
        for (int row = 0; row < rows.rowCount(); row++) {
            scores.putDouble(rows.doubles("delay").get(row) / 60);
        }
        return scores.array();
    }

    private static void cancelled(Mlops mlops) {
        Pipeline unsigned = Pipeline.named("abandoned")
                .approval("sign-off", ApprovalPolicy.of(1))
                .build();
        PipelineRun abandoned = mlops.pipelines().start(unsigned, Document.object());
        PipelineRun cancelled = mlops.pipelines().cancel(abandoned.id(), "the data were wrong");
        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    }

    private static void brakes(Mlops mlops, Pipeline retrain) {
        Freeze weekend = new Freeze(Schedule.cron("0 18 * * FRI", ZoneId.of("Europe/Berlin")), Duration.ofHours(62));
        Trigger careful = Trigger.on(new TriggerCause.Alerts("late-flights", "auc-too-low", Alert.Severity.CRITICAL))
                .frozen(weekend)
                .breaker(2)
                .workAtMost(Duration.ofHours(6))
                .cpuAtMost(Duration.ofHours(20));
        mlops.pipelines().trigger(retrain, careful);
        assertThat(mlops.pipelines().triggers("retrain-late-flights"))
                .hasSize(2)
                .contains(careful);

        Pipeline nightly = Pipeline.named("nightly-late-flights")
                .makes("late-flights")
                .step("train", step -> train(step.parameters()))
                .build();
        assertThat(nightly.findProduct()).contains("late-flights");
    }

    private static void priorities(Mlops mlops) {
        Pipeline backfill = Pipeline.named("backfill")
                .priority(-1)
                .step("day", step -> step.parameters().get("day"))
                .build();
        mlops.pipelines().enqueue(backfill, Document.object().with("day", "2026-03-01"));
        mlops.pipelines().enqueue(backfill, Document.object().with("day", "2026-03-02"), 5);
        assertThat(mlops.pipelines().resumeAll(backfill))
                .extracting(run -> run.stage("day").orElseThrow().output().text())
                .containsExactly("2026-03-02", "2026-03-01");
    }

    private static void retire(Mlops mlops) {
        mlops.pipelines().unschedule("tune-late-flights", "tuned by hand now");
        mlops.pipelines().untrigger("tune-late-flights", "tuned by hand now");
        assertThat(mlops.pipelines().triggers("tune-late-flights")).isEmpty();
    }

    private static Document train(Document parameters) {
        long depth = parameters.find("depth").map(Document::whole).orElse(6L);
        double auc = 0.7 + depth / 100.0;
        return Document.object().with("version", 2).with("auc", auc);
    }

    private static Verdict judge(Document trained) {
        double auc = trained.get("auc").number();
        Document evidence = Document.object().with("auc", auc);
        return auc > 0.6 ? Verdict.pass("AUC is above 0.6", evidence) : Verdict.fail("AUC is 0.6 or less", evidence);
    }

    private static Document promote(Document trained) {
        return Document.object().with("champion", trained.get("version"));
    }

    private static Pipeline tuning() {
        Pipeline tuning = Pipeline.named("tune-late-flights")
                .concurrency(2)
                .step("data", step -> Document.object().with("rows", 10_000))
                .step("shallow", after("data"), step -> trained(step, 4))
                .step("deep", after("data"), step -> trained(step, 8))
                .step("explain", after("deep").when(step -> auc(step, "deep") > 0.7), step -> Document.of("explained"))
                .gate("better", step -> best(step.output("shallow"), step.output("deep")))
                .build();
        return tuning;
    }

    @Test
    void oneTrainingAtATime() {
        StepOptions alone = StepOptions.defaults().exclusive("training-machine");
        Pipeline pipeline = Pipeline.named("p")
                .step("train", alone, step -> Document.nothing())
                .build();
        try (Mlops mlops = Mlops.open(directory)) {
            assertThat(mlops.pipelines().start(pipeline, Document.object()).status())
                    .isEqualTo(Status.SUCCEEDED);
        }
    }

    private static StepOptions after(String stage) {
        return StepOptions.defaults().after(stage);
    }

    private static Document trained(StepContext step, int depth) {
        return Document.object().with("rows", step.output("data").get("rows")).with("auc", 0.6 + depth / 100.0);
    }

    private static double auc(StepContext step, String stage) {
        return step.output(stage).get("auc").number();
    }

    private static Verdict best(Document shallow, Document deep) {
        double gain = deep.get("auc").number() - shallow.get("auc").number();
        Document evidence = Document.object().with("gain", gain);
        return gain > 0 ? Verdict.pass("deeper is better", evidence) : Verdict.fail("depth gains nothing", evidence);
    }

    private static void scoreTwice(Mlops mlops, Path flights) {
        StepOptions remembered = StepOptions.defaults().version("3").cached(step -> digestOf(flights));
        Pipeline scoring = Pipeline.named("score-airports")
                .concurrency(4)
                .step("features", remembered, step -> featuresOf(flights))
                .each("score", step -> airports(), (step, airport) -> score(airport, step.output("features")))
                .build();
        mlops.pipelines().start(scoring, Document.object());
        PipelineRun run = mlops.pipelines().start(scoring, Document.object());
        assertThat(run.stage("features").orElseThrow().cachedFrom()).isEqualTo("score-airports-1");
        assertThat(run.stage("score").orElseThrow().output().texts()).containsExactly("ORD: 12", "JFK: 12");
    }

    private static void withRecords(Mlops mlops) {
        record Data(long rows) {}
        record Training(Data data, int depth) {}
        record Trained(int version, double auc) {}
        Pipeline typed = Pipeline.named("train-late-flights")
                .step("data", step -> RecordDocument.of(new Data(10_000)))
                .step(
                        "train",
                        Training.class,
                        (training, step) -> new Trained(2, auc(training.data().rows(), training.depth())))
                .gate(
                        "good-enough",
                        step -> judge(step.output("train", Trained.class).auc()))
                .build();
        PipelineRun run = mlops.pipelines().start(typed, Document.object().with("depth", 6));
        assertThat(run.status()).isEqualTo(Status.SUCCEEDED);
    }

    private static double auc(long rows, int depth) {
        return rows > 1_000 && depth > 2 ? 0.78 : 0.5;
    }

    private static Verdict judge(double auc) {
        return judge(Document.object().with("auc", auc));
    }

    private static void waitForLabels(Mlops mlops) {
        Pipeline evening = Pipeline.named("evaluate-late-flights")
                .await("labels", Duration.ofMinutes(10), step -> labelsOf(step.parameters()))
                .step(
                        "evaluate",
                        step -> Document.of("of " + step.output("labels").whole() + " labels"))
                .build();
        PipelineRun early = mlops.pipelines().start(evening, Document.object());
        PipelineRun late = mlops.pipelines().start(evening, Document.object().with("labels", 80));
        assertThat(early.status()).isEqualTo(Status.WAITING);
        assertThat(late.stage("evaluate").orElseThrow().output()).isEqualTo(Document.of("of 80 labels"));
    }

    private static Optional<Document> labelsOf(Document parameters) {
        return parameters.find("labels");
    }

    private static Document digestOf(Path file) throws IOException {
        return Document.of(Digest.of(Files.readAllBytes(file)).hex());
    }

    private static Document featuresOf(Path file) throws IOException {
        return Document.of(Files.size(file));
    }

    private static List<Document> airports() {
        return List.of(Document.of("ORD"), Document.of("JFK"));
    }

    private static Document score(Document airport, Document features) {
        return Document.of(airport.text() + ": " + features.whole());
    }

    private static void startByTheClock(Mlops mlops, Pipeline retrain, Pipeline tuning) {
        mlops.pipelines().schedule(retrain, Schedule.cron("30 2 * * SUN", ZoneId.of("Europe/Berlin")));
        mlops.pipelines()
                .schedule(
                        tuning,
                        Schedule.on(
                                DayRule.weekdayOfMonth(-1, DayOfWeek.FRIDAY),
                                LocalTime.of(18, 0),
                                ZoneId.of("Europe/Berlin")),
                        Missed.none(),
                        Document.object().with("trials", 50));
    }

    private static void startByWhatHappens(Mlops mlops, Pipeline retrain, Pipeline tuning) {
        mlops.pipelines()
                .trigger(
                        retrain,
                        Trigger.onAlert("late-flights")
                                .coolDown(Duration.ofDays(3))
                                .atMost(2, Duration.ofDays(7)));
        mlops.pipelines().trigger(tuning, Trigger.onRows("labels", 50_000));
        List<TriggerDecision> why = mlops.pipelines().decisions("retrain-late-flights");
        assertThat(why).isEmpty();
    }

    private static void look(Mlops mlops, Pipeline retrain, Pipeline tuning) {
        List<PipelineRun> runs = mlops.pipelines().runs("retrain-late-flights");
        System.out.println(PipelineDrawing.of(retrain, runs.get(0)).toText());
        System.out.println(PipelineDrawing.of(tuning).toMermaid());
        System.out.println(runs.get(1).changesTo(runs.get(0)).changed());
        Page<PipelineRun> newest = mlops.pipelines().runs("retrain-late-flights", 50, null);
        Page<PipelineRun> older = mlops.pipelines().runs("retrain-late-flights", 50, newest.next());
        assertThat(newest.items()).isEqualTo(runs);
        assertThat(older).isEqualTo(newest);
        assertThat(runs.get(1).changesTo(runs.get(0)).changed()).containsKey("status");
    }
}
