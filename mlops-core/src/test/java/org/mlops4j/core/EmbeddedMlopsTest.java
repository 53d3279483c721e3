// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.store.EmbeddedStores;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

class EmbeddedMlopsTest {

    @TempDir
    Path directory;

    @Test
    void handlesOfSeveralActorsShareOneStoreAndCloseTogether() {
        Mlops ana = Mlops.builder().directory(directory).actor(Actor.of("ana")).open();
        Mlops ben = ana.as(Actor.of("ben"));
        ben.registry().register("m", ModelPackage.of("linear").withFile("model", new byte[1]));

        assertThat(ana.registry().load("m", 1).author()).isEqualTo(Actor.of("ben"));
        assertThat(ana.metadata()).isSameAs(ben.metadata());
        assertThat(ana.actor()).isEqualTo(Actor.of("ana"));

        ModelRegistry kept = ana.registry();
        ben.close();
        ana.close();
        for (Runnable use : List.<Runnable>of(
                ana::tracking,
                ana::registry,
                ana::serving,
                ana::pipelines,
                ana::audit,
                ana::metadata,
                ana::series,
                ana::blobs,
                ana::events,
                ana::online,
                ben::registry,
                () -> kept.models(),
                () -> ana.as(Actor.of("cleo")))) {
            assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void storesThatAreGivenStandInForThoseOfTheDirectory() {
        try (EmbeddedStores elsewhere = EmbeddedStores.open(directory.resolve("elsewhere"));
                Mlops mlops = Mlops.builder()
                        .directory(directory.resolve("here"))
                        .blobs(elsewhere.blobs())
                        .open()) {
            assertThat(mlops.blobs()).isSameAs(elsewhere.blobs());
            mlops.registry().register("m", ModelPackage.of("linear").withFile("model", new byte[1]));
        }
        try (Mlops mlops = Mlops.open(directory.resolve("here"))) {
            assertThat(mlops.registry().versions("m")).hasSize(1);
            assertThat(mlops.blobs().list()).isEmpty();
        }
    }

    @Test
    void withoutADirectoryEveryStoreIsNeeded() {
        EmbeddedStores stores = EmbeddedStores.open(directory);
        assertThatThrownBy(() -> Mlops.builder()
                        .metadata(stores.metadata())
                        .blobs(stores.blobs())
                        .open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing: events, online, series");
        try (Mlops mlops = Mlops.builder()
                .metadata(stores.metadata())
                .series(stores.series())
                .blobs(stores.blobs())
                .events(stores.events())
                .online(stores.online())
                .open()) {
            assertThat(mlops.json().write(mlops.json().read("{ \"a\" : 1 }"))).isEqualTo("{\"a\":1}");
        }
        assertThatThrownBy(() -> stores.metadata().read(r -> r.find("a", "b")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFormatOfTheBuilderWinsOverOneThatWasFound() {
        ModelFormat own = new OwnFormat();
        assertThat(ModelFormats.withFound(List.of()))
                .extracting(ModelFormat::name)
                .contains("xgboost");
        assertThat(ModelFormats.withFound(List.of(own)))
                .filteredOn(format -> format.name().equals("xgboost"))
                .containsExactly(own);
    }

    @ParameterizedTest
    @CsvSource({"ana,ana", "DOM\\ana,DOM_ana", "-x,_x", "a..b,a__b", "jürgen,j_rgen", "'',unknown"})
    void aUserOfAnyOperatingSystemIsAnActor(String user, String actor) {
        assertThat(UserActor.of(user).name()).isEqualTo(actor);
    }

    private static final class OwnFormat implements ModelFormat {
        @Override
        public String name() {
            return "xgboost";
        }

        @Override
        public Predictor load(ModelManifest manifest, Files files) {
            throw new UnsupportedOperationException();
        }
    }
}
