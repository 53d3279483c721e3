// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.lineage.LineageGraph;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.lineage.LineageNode.Kind;
import org.mlops4j.lineage.LiveVersion;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunSpec;

class LineageTest {

    private static final Digest DEFINITION = Digest.of("definition");
    private static final LineageNode FIRST = LineageNode.version("m", 1);
    private static final LineageNode SECOND = LineageNode.version("m", 2);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private Mlops mlops;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).clock(clock).open();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private static Table table(double value) {
        return Table.builder(Schema.of(Field.of("x", DataType.FLOAT64)))
                .add(value)
                .build();
    }

    private static LineageNode data(double value) {
        return LineageNode.dataset(table(value).digest());
    }

    private static ModelPackage model(String bytes) {
        return ModelPackage.of("linear").withFile("model", bytes.getBytes(UTF_8));
    }

    private ModelVersion trained(double data, ModelPackage contents) {
        clock.advance(Duration.ofDays(1));
        return mlops.tracking().<ModelVersion, RuntimeException>during(RunSpec.of("e"), run -> {
            run.dataset("train", table(data), "flights");
            return run.register("m", contents);
        });
    }

    private void point(String alias, ModelVersion version) {
        clock.advance(Duration.ofDays(1));
        mlops.registry().alias("m", alias).moveTo(version, "");
    }

    @Test
    void aVersionCameOutOfItsRunItsDataItsFeaturesAndItsClassPath() {
        trained(1, model("a").features(DEFINITION));
        LineageGraph graph = mlops.lineage().upstream(FIRST);

        assertThat(graph.nodes(Kind.RUN)).containsExactly(LineageNode.run("e-1"));
        assertThat(graph.nodes(Kind.DATASET)).containsExactly(data(1));
        assertThat(graph.nodes(Kind.FEATURES)).containsExactly(LineageNode.features(DEFINITION));
        assertThat(graph.nodes(Kind.CLASS_PATH)).hasSize(1);
        assertThat(graph.nodes().get(data(1))).startsWith("train ");
        assertThat(graph.edges())
                .contains(
                        new LineageGraph.Edge(data(1), LineageNode.run("e-1")),
                        new LineageGraph.Edge(LineageNode.run("e-1"), FIRST),
                        new LineageGraph.Edge(data(1), FIRST));
        assertThat(graph.nodes()).containsValue(sqlite());
    }

    private String sqlite() {
        LineageNode archive = mlops.lineage().archives("org.xerial:sqlite-jdbc").get(0);
        return mlops.lineage().downstream(archive).nodes().get(archive);
    }

    @Test
    void bothDirectionsAgreeOnEveryEdge() {
        point("champion", trained(1, model("a").features(DEFINITION)));
        trained(2, model("b"));
        LineageGraph up = mlops.lineage().upstream(LineageNode.alias("m", "champion"));

        assertThat(up.nodes(Kind.VERSION)).containsExactly(FIRST);
        for (LineageGraph.Edge edge : up.edges()) {
            assertThat(mlops.lineage().downstream(edge.from()).edges()).contains(edge);
        }
        LineageGraph down = mlops.lineage().downstream(data(1));
        for (LineageGraph.Edge edge : down.edges()) {
            assertThat(mlops.lineage().upstream(edge.to()).edges()).contains(edge);
        }
        assertThat(down.nodes()).containsOnlyKeys(data(1), LineageNode.run("e-1"), FIRST, alias("champion"));
    }

    private static LineageNode alias(String name) {
        return LineageNode.alias("m", name);
    }

    @Test
    void whichLiveVersionsUsedTheseDataTheseFeaturesThisArchive() {
        point("champion", trained(1, model("a").features(DEFINITION)));
        point("challenger", trained(1, model("b")));
        trained(1, model("c").features(DEFINITION));
        point("old", trained(2, model("d")));

        LiveVersion first = new LiveVersion("m", 1, List.of("champion"), List.of());
        LiveVersion second = new LiveVersion("m", 2, List.of("challenger"), List.of());
        LiveVersion fourth = new LiveVersion("m", 4, List.of("old"), List.of());
        assertThat(mlops.lineage().live(data(1))).containsExactly(first, second);
        assertThat(mlops.lineage().live(LineageNode.features(DEFINITION))).containsExactly(first);
        assertThat(mlops.lineage().archives("org.xerial:sqlite-jdbc"))
                .singleElement()
                .satisfies(archive -> assertThat(mlops.lineage().live(archive)).containsExactly(first, second, fourth));
        assertThat(mlops.lineage().live(LineageNode.run("e-2"))).containsExactly(second);
        assertThat(mlops.lineage().live(data(3))).isEmpty();
    }

    @Test
    void theLineageAsOfAnInstantIsWhatItWasThen() {
        Instant before = clock.instant();
        ModelVersion first = trained(1, model("a"));
        point("champion", first);
        Instant then = clock.instant();
        point("champion", trained(1, model("b")));

        assertThat(mlops.lineage().live(data(1))).extracting(LiveVersion::id).containsExactly("m/2");
        assertThat(mlops.lineage().asOf(then).live(data(1)))
                .extracting(LiveVersion::id)
                .containsExactly("m/1");
        assertThat(mlops.lineage().asOf(then).downstream(data(1)).contains(SECOND))
                .isFalse();
        assertThat(mlops.lineage().asOf(then).upstream(alias("champion")).contains(FIRST))
                .isTrue();
        assertThat(mlops.lineage().asOf(before).downstream(data(1)).isEmpty()).isTrue();
        assertThat(mlops.lineage().asOf(before).upstream(FIRST).isEmpty()).isTrue();
    }

    @Test
    void dataOfARunThatGoesOnAreFound() {
        try (Run run = mlops.tracking().start("e")) {
            run.dataset("train", table(1));
            run.metric("loss", 1);
            run.flush();
            assertThat(mlops.lineage().downstream(data(1)).contains(LineageNode.run(run.id())))
                    .isTrue();
        }
        assertThat(mlops.lineage().downstream(data(1)).nodes(Kind.RUN)).containsExactly(LineageNode.run("e-1"));
    }

    @Test
    void aNestedRunCameOutOfItsParent() {
        try (Run run = mlops.tracking().start("e");
                Run fold = run.nested("fold 1")) {
            assertThat(mlops.lineage().upstream(LineageNode.run(fold.id())).contains(LineageNode.run(run.id())))
                    .isTrue();
            assertThat(mlops.lineage().downstream(LineageNode.run(run.id())).contains(LineageNode.run(fold.id())))
                    .isTrue();
        }
    }

    @Test
    void whatIsNotKnownHasAnEmptyGraphAndWhatIsNoIdIsRefused() {
        for (LineageNode node : List.of(
                data(9),
                LineageNode.run("e-9"),
                LineageNode.run("../../x"),
                LineageNode.version("m", 9),
                alias("champion"),
                LineageNode.deployment("d"),
                LineageNode.prediction("d", "r"),
                LineageNode.commit("abc"))) {
            assertThat(mlops.lineage().upstream(node).isEmpty()).as("%s", node).isTrue();
            assertThat(mlops.lineage().downstream(node).isEmpty())
                    .as("%s", node)
                    .isTrue();
            assertThat(mlops.lineage().live(node)).as("%s", node).isEmpty();
        }
        assertThatThrownBy(() -> mlops.lineage().downstream(new LineageNode(Kind.DATASET, "nonsense")))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void aCircleInADamagedStoreEndsTheSearch() {
        mlops.tracking().start("e").close();
        Document body = mlops.metadata()
                .read(reader -> reader.find("run", "e-1").orElseThrow())
                .body();
        mlops.metadata()
                .write(writer -> writer.put(
                        "run",
                        "e-1",
                        Document.object(body.fields()).with("parent", "e-1"),
                        new TreeMap<>(Map.of("parent", Document.of("e-1")))));

        assertThat(mlops.lineage().upstream(LineageNode.run("e-1")).nodes(Kind.RUN))
                .hasSize(1);
        assertThat(mlops.lineage().downstream(LineageNode.run("e-1")).nodes(Kind.RUN))
                .hasSize(1);
    }

    @Test
    void aGraphIsDrawnWithEveryLabelEscapedAndWrittenAsJson() {
        LineageNode run = LineageNode.run("e-1");
        LineageGraph graph = new LineageGraph(
                new TreeMap<>(Map.of(run, "\"]; click n0 <script>`#", FIRST, "m/1")),
                new TreeSet<>(List.of(new LineageGraph.Edge(run, FIRST))));

        assertThat(graph.toMermaid()).isEqualTo("""
                        flowchart LR
                            n0["run: #34;#93;#59; click n0 #60;script#62;#96;#35;"]
                            n1["version: m/1"]
                            n0 --> n1
                        """);
        Document read = mlops.json().read(mlops.json().write(graph.toDocument()));
        assertThat(read.get("edges").list().get(0).get("to").text()).isEqualTo("version:m/1");
    }
}
