// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Row;
import org.mlops4j.data.Times;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.ScalarFunction;
import org.mlops4j.features.VectorReader;
import org.mlops4j.spi.OnlineStore;

/**
 * What earlier releases wrote has the digests that models are pinned to, opens, and gives the same bits. If one of
 * these fails, a form has changed: models find their definitions no more, or states are misread. Then the form needs a
 * new number and the old one a reader; the files stay as they are.
 */
class WrittenByTest {

    @TempDir
    private Path scratch;

    @Test
    void expressionsHaveTheirDigests() {
        assertThat(Written.expressions()).isEqualTo(Written.lines("expressions.tsv"));
    }

    @Test
    void noFunctionOfExpressionsIsLeftOut() {
        String forms = Stream.concat(Written.EXPRESSIONS.stream(), Stream.of(Written.JAVA))
                .map(text -> functions(Expression.parse(text)))
                .collect(Collectors.joining());
        assertThat(ScalarFunction.all())
                .extracting(ScalarFunction::name)
                .allSatisfy(name -> assertThat(forms).contains(" " + name + " "));
    }

    @Test
    void viewsAndServicesHaveTheirDigests() {
        assertThat(Written.definitions()).isEqualTo(Written.lines("definitions.tsv"));
    }

    @Test
    void statesHaveTheirBytes() {
        assertThat(Written.states()).isEqualTo(Written.lines("states.tsv"));
    }

    /** The states were written at noon, so reads go a minute before it and as far behind as they like. */
    @Test
    void statesThatWereWrittenGiveTheBitsOfThoseOfToday() {
        try (Mlops written = Mlops.open(scratch.resolve("written"));
                Mlops today = Mlops.open(scratch.resolve("today"))) {
            put(written.online(), Written.lines("states.tsv"));
            put(today.online(), Written.states());
            List<String> vectors = Written.vectors(StreamedView.reader(Written.SERVICE, written.online()));
            assertThat(vectors)
                    .isEqualTo(Written.vectors(StreamedView.reader(Written.SERVICE, today.online())))
                    .isEqualTo(Written.lines("vectors.txt"));
        }
    }

    @Test
    void aStoreServesFromItsStatesWhatItServed() throws IOException, URISyntaxException {
        copyTheStore();
        AtomicLong read = new AtomicLong();
        try (Mlops mlops = Mlops.builder()
                        .directory(scratch)
                        .events(FaultyStores.watched(Mlops.open(scratch).events(), read::addAndGet))
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            Digest definition =
                    new Digest(Written.lines("definitions.tsv").get(2).split("\t", -1)[1]);
            FeatureService service = features.service("everything", definition);
            assertThat(service).isEqualTo(Written.SERVICE);
            assertThat(features.plan(Written.SERVICE).isEmpty()).isTrue();
            assertThat(Written.vectors(features.reader(service))).isEqualTo(Written.lines("vectors.txt"));
            assertThat(read).hasValue(0);
            features.rebuild(service);
            assertThat(Written.vectors(features.reader(service))).isEqualTo(Written.lines("vectors.txt"));
        }
    }

    @Test
    void expressionsOfAnotherFormAreRefused() {
        Document.Fields later = Document.object()
                .with("version", 2)
                .with("expression", Document.object().with("column", "a"));
        assertThatThrownBy(() -> Expression.from(later))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("form 2");
        Document.Fields service = Written.SERVICE.toDocument().with("format", 2);
        assertThatThrownBy(() -> FeatureService.from(service))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("form 2");
    }

    @Test
    void statesOfAnotherFormAreRefused() {
        String[] line = Written.lines("states.tsv").get(0).split("\t", -1);
        byte[] state = Base64.getDecoder().decode(line[2]);
        assertThat(state[Long.BYTES]).isEqualTo((byte) 1);
        state[Long.BYTES] = 2;
        StreamedView view = StreamedView.of(Written.LIFETIMES);
        try (Mlops mlops = Mlops.open(scratch)) {
            mlops.online().put(view.name(), List.of(view.entry(line[1], state)));
            VectorReader reader =
                    StreamedView.reader(FeatureService.of("lifetimes", Written.LIFETIMES), mlops.online());
            assertThatThrownBy(() -> reader.read(
                            Row.of(reader.request(), 0L),
                            Times.nanos(Written.NOW),
                            new double[reader.names().size()]))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("unknown format 2");
        }
    }

    private static String functions(Expression expression) {
        if (!(expression instanceof Expression.Call call)) {
            return " ";
        }
        return " " + call.function() + " "
                + call.arguments().stream().map(WrittenByTest::functions).collect(Collectors.joining());
    }

    private static void put(OnlineStore online, List<String> states) {
        for (FeatureView definition : Written.SERVICE.views()) {
            StreamedView view = StreamedView.of(definition);
            for (String line : states) {
                String[] cells = line.split("\t", -1);
                if (cells[0].equals(definition.name())) {
                    byte[] state = Base64.getDecoder().decode(cells[2]);
                    online.put(view.name(), List.of(view.entry(cells[1], state)));
                }
            }
        }
    }

    private void copyTheStore() throws IOException, URISyntaxException {
        Path written = Path.of(WrittenByTest.class
                .getResource("/written-by/" + Written.RELEASE + "/features")
                .toURI());
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.toList()) {
                Path target = scratch.resolve(written.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
