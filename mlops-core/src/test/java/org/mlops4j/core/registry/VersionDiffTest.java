// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.diff.Change;
import org.mlops4j.diff.MetricFigures;
import org.mlops4j.diff.RunDiff;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Compatibility;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.registry.VersionDiff;
import org.mlops4j.tracking.Run;

class VersionDiffTest {

    private static final Schema OUTPUT = Schema.of(Field.of("prediction", DataType.FLOAT64));

    @TempDir
    Path directory;

    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private static ModelPackage model(String bytes) {
        return ModelPackage.of("linear").withFile("model", bytes.getBytes(UTF_8));
    }

    private static Signature signature(Field... inputs) {
        return new Signature(Schema.of(inputs), OUTPUT);
    }

    private static Table table(double value) {
        return Table.builder(Schema.of(Field.of("x", DataType.FLOAT64)))
                .add(value)
                .build();
    }

    private ModelVersion trained(ModelPackage contents, Consumer<Run> training) {
        try (Run run = mlops.tracking().start("late-flights")) {
            training.accept(run);
            run.flush();
            return run.register("late-flights", contents);
        }
    }

    private ModelVersion first() {
        return trained(
                model("one")
                        .withFile("old", new byte[] {1})
                        .signature(signature(Field.of("x", DataType.FLOAT64)))
                        .features(Digest.of("definition 1"))
                        .property("size", Document.of(1)),
                run -> {
                    run.params(Map.of("depth", 6, "gone", "a|b", "same", true));
                    run.metric("auc", 0.5, 1);
                    run.metric("auc", 0.9, 2);
                    run.metric("auc", 0.7, 3);
                    run.metric("same", 1);
                    run.dataset("train", table(1));
                    run.dataset("renamed", table(5), "here");
                });
    }

    private ModelVersion second() {
        return trained(
                model("two")
                        .withFile("new", new byte[] {1})
                        .signature(
                                signature(Field.of("x", DataType.FLOAT64), Field.nullable("spare", DataType.FLOAT64)))
                        .features(Digest.of("definition 2"))
                        .property("size", Document.of(2)),
                run -> {
                    run.params(Map.of("depth", 8, "more", 1.5, "same", true));
                    run.metric("auc", 0.8, 1);
                    run.metric("auc", 0.75, 2);
                    run.metric("same", 1);
                    run.metric("loss", 0.2);
                    run.dataset("train", table(2));
                    run.dataset("renamed", table(5), "there");
                });
    }

    @Test
    void theColumnWhoseValuesDifferIsNamed() {
        Schema schema = Schema.of(Field.of("x", DataType.FLOAT64), Field.of("y", DataType.FLOAT64));
        Table one = Table.builder(schema).add(1.0, 2.0).build();
        Table other = Table.builder(schema).add(1.0, 3.0).build();
        ModelVersion before = trained(model("one"), run -> run.dataset("train", one));
        ModelVersion after = trained(model("two"), run -> run.dataset("train", other));

        String text = mlops.registry().diff(before, after).toMarkdown();
        assertThat(text)
                .contains("| train: y | float64 " + one.column("y").digest().brief()
                        + "; 2 to 2; mean 2; different: 1 | float64 "
                        + other.column("y").digest().brief() + "; 3 to 3; mean 3; different: 1 |")
                .doesNotContain("train: x");
        DatasetRef stored =
                mlops.tracking().load(before.findRun().orElseThrow()).datasets().get(0);
        assertThat(stored).isEqualTo(DatasetRef.of("train", one, ""));
        assertThat(stored.findProfile("y").orElseThrow().mean()).isEqualTo(2.0);
        assertThat(stored.findColumn("x")).contains(one.column("x").digest());
        assertThat(stored.findColumn("z")).isEmpty();
        assertThat(stored.digest()).isEqualTo(one.digest());
    }

    @Test
    void everyPartThatDiffersIsNamed() {
        ModelVersion before = first();
        ModelVersion after = second();

        VersionDiff diff = mlops.registry().diff(before, after);

        assertThat(diff.signature().verdict()).isEqualTo(Compatibility.BACKWARD);
        assertThat(diff.findFeatures().orElseThrow().after()).contains(Digest.of("definition 2"));
        assertThat(diff.findFormat()).isEmpty();
        assertThat(diff.files().added()).containsOnlyKeys("new");
        assertThat(diff.files().removed()).containsOnlyKeys("old");
        assertThat(diff.files().changed()).containsOnlyKeys("model");
        assertThat(diff.properties().changed())
                .containsExactly(entry("size", new Change<>(Document.of(1), Document.of(2))));
        RunDiff origin = diff.origin();
        assertThat(origin.params().added()).containsExactly(entry("more", Document.of(1.5)));
        assertThat(origin.params().removed()).containsExactly(entry("gone", Document.of("a|b")));
        assertThat(origin.params().changed())
                .containsExactly(entry("depth", new Change<>(Document.of(6), Document.of(8))));
        assertThat(origin.metrics().added()).containsOnlyKeys("loss");
        Change<MetricFigures> auc = origin.metrics().changed().get("auc");
        assertThat(auc.after().minus(auc.before()).last()).isEqualTo(0.75 - 0.7);
        assertThat(auc.after().minus(auc.before()).max()).isEqualTo(0.8 - 0.9);
        assertThat(auc.after().minus(auc.before()).min()).isEqualTo(0.75 - 0.5);
        assertThat(origin.datasets().changed()).containsOnlyKeys("train");
        assertThat(origin.datasets().added()).isEmpty();
        assertThat(origin.code().isEmpty()).isTrue();
        assertThat(origin.environment().isEmpty()).isTrue();
    }

    @Test
    void theReverseDifferenceIsTheMirrorImage() {
        ModelVersion before = first();
        ModelVersion after = second();
        VersionDiff there = mlops.registry().diff(before, after);
        VersionDiff back = mlops.registry().diff(after, before);

        assertThat(back.signature().verdict()).isEqualTo(Compatibility.FORWARD);
        assertThat(back.files().added()).isEqualTo(there.files().removed());
        assertThat(back.origin().params().removed())
                .isEqualTo(there.origin().params().added());
    }

    @Test
    void aVersionDoesNotDifferFromItself() {
        ModelVersion version = first();
        VersionDiff diff = mlops.registry().diff(version, version);

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.signature().verdict()).isEqualTo(Compatibility.IDENTICAL);
        assertThat(diff.toMarkdown()).contains("Nothing differs.");
    }

    @Test
    void theMarkdownShowsWhatDiffersAndNothingElse() {
        String text = mlops.registry().diff(first(), second()).toMarkdown();

        assertThat(text)
                .startsWith("# late-flights/1 → late-flights/2\n")
                .contains("Signature: BACKWARD")
                .contains("| auc | 0.7 | 0.75 | +0.05 | 0.5 | 0.75 | 0.9 | 0.8 |")
                .contains("| loss |  | 0.2 |  |  | 0.2 |  | 0.2 |")
                .contains("| gone | a\\|b |  |")
                .contains("## Datasets")
                .doesNotContain("| same")
                .doesNotContain("renamed")
                .doesNotContain("## Environment");
    }

    @Test
    void theDocumentIsJson() {
        VersionDiff diff = mlops.registry().diff(first(), second());
        Document read = mlops.json().read(mlops.json().write(diff.toDocument()));

        assertThat(read.get("signature").get("verdict").text()).isEqualTo("BACKWARD");
        assertThat(read.get("origin").get("params").get("changed").get("depth").get("after"))
                .isEqualTo(Document.of(8));
        assertThat(read.get("features").get("before").text())
                .isEqualTo(Digest.of("definition 1").hex());
    }

    @Test
    void notANumberIsShownAndDiffersFromNumbersOnly() {
        ModelVersion before = trained(model("a"), run -> run.metric("loss", Double.NaN));
        ModelVersion same = trained(model("a"), run -> run.metric("loss", Double.NaN));
        ModelVersion after = trained(model("a"), run -> run.metric("loss", Double.POSITIVE_INFINITY));

        assertThat(mlops.registry().diff(before, same).isEmpty()).isTrue();
        assertThat(mlops.registry().diff(before, after).toMarkdown())
                .contains("| loss | NaN | Infinity | NaN | NaN | Infinity | NaN | Infinity |");
    }

    @Test
    void versionsThatNoRunMadeAreComparedByTheirFiles() {
        ModelVersion before = mlops.registry().register("a", model("one"));
        ModelVersion after = mlops.registry().register("b", model("two"));

        VersionDiff diff = mlops.registry().diff(before, after);
        assertThat(diff.files().changed()).containsOnlyKeys("model");
        assertThat(diff.signature().verdict()).isEqualTo(Compatibility.UNKNOWN);
        assertThat(diff.origin().isEmpty()).isTrue();
    }

    @Test
    void runsAreComparedWithoutAnyVersion() {
        first();
        second();
        RunDiff diff = mlops.tracking().diff("late-flights-1", "late-flights-2");

        assertThat(diff.params().changed()).containsOnlyKeys("depth");
        assertThat(diff.toMarkdown()).startsWith("# late-flights-1 → late-flights-2\n");
        assertThatThrownBy(() -> mlops.tracking().diff("late-flights-1", "late-flights-9"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("late-flights-9");
    }
}
