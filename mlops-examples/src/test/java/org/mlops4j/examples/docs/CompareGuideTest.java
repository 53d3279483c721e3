// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.card.CardNotes;
import org.mlops4j.card.Measure;
import org.mlops4j.card.ModelCard;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.lineage.LineageGraph;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.lineage.LiveVersion;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.VersionDiff;
import org.mlops4j.tracking.Run;

/** The code of the guide to the registry: compare, lineage, model card. */
class CompareGuideTest {

    @TempDir
    private Path directory;

    private static ModelVersion trained(Mlops mlops, Table flights, int depth) {
        try (Run run = mlops.tracking().start("late-flights")) {
            run.param("depth", depth);
            run.dataset("train", flights);
            run.metric("auc", 0.7 + depth / 100.0);
            byte[] model = ("depth " + depth).getBytes(StandardCharsets.UTF_8);
            return run.register("late-flights", ModelPackage.of("linear").withFile("model", model));
        }
    }

    @Test
    void versionsAreComparedTracedAndDescribed() throws IOException {
        Table flights = Table.builder(Schema.of(Field.of("distance", DataType.FLOAT64)))
                .add(733.0)
                .build();
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            ModelVersion before = trained(mlops, flights, 6);
            ModelVersion after = trained(mlops, flights, 8);
            ModelVersion version = after;
            mlops.registry().alias("late-flights", "champion").moveTo(version, "better");

            VersionDiff diff = mlops.registry().diff(before, after);
            System.out.println(diff.toMarkdown());
            assertThat(diff.origin().params().changed()).containsOnlyKeys("depth");

            for (LiveVersion live : mlops.lineage().live(LineageNode.dataset(flights.digest()))) {
                System.out.println(live.id() + " " + live.aliases() + " " + live.deployments());
            }
            for (LineageNode archive : mlops.lineage().archives("org.xerial:sqlite-jdbc")) {
                System.out.println(archive + " " + mlops.lineage().live(archive));
            }
            assertThat(mlops.lineage().live(LineageNode.dataset(flights.digest())))
                    .extracting(LiveVersion::id)
                    .containsExactly("late-flights/2");

            LineageGraph graph = mlops.lineage().upstream(LineageNode.alias("late-flights", "champion"));
            System.out.println(graph.toMermaid());
            System.out.println(mlops.json().write(graph.toDocument()));
            assertThat(graph.nodes(LineageNode.Kind.RUN)).containsExactly(LineageNode.run("late-flights-2"));

            mlops.registry()
                    .writeCard(
                            "late-flights",
                            CardNotes.builder()
                                    .overview("Tells which flights will arrive more than 15 minutes late.")
                                    .owner("Ana", "ana@example.org")
                                    .useCase("rebooking connections")
                                    .limitation("has seen no winter in Denver")
                                    .risk("small airports are judged worse", "a threshold of their own")
                                    .measure(Measure.of("auc", 0.71)
                                            .on("carrier AA")
                                            .within(0.69, 0.73))
                                    .build(),
                            "first card");
            ModelCard card = mlops.registry().card(version);
            Files.writeString(directory.resolve("card.html"), card.toHtml());
            Files.writeString(directory.resolve("card.md"), card.toMarkdown());
            Files.writeString(directory.resolve("card.json"), mlops.json().write(card.toDocument()));
            assertThat(directory.resolve("card.html")).content().contains("has seen no winter in Denver");
        }
    }
}
