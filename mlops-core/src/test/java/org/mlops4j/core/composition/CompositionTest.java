// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.composition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.Composition;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Routing;

class CompositionTest {

    private static final int CALLS = 50_000;
    private static final long SEED = 7;

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private ModelRegistry registry() {
        return store.mlops().registry();
    }

    /** Registers a linear model: a row of coefficients for each output. */
    private ModelVersion linear(String link, double[][] coefficients) {
        String rows = Arrays.stream(coefficients).map(Arrays::toString).collect(Collectors.joining(",", "[", "]"));
        String json = "{\"intercept\":" + Arrays.toString(new double[coefficients.length]) + ",\"coefficients\":" + rows
                + ",\"link\":\"" + link + "\"}";
        return registry().register("part", ModelPackage.of("linear").withFile("model", json.getBytes(UTF_8)));
    }

    private LoadedModel composed(Composition composition) {
        ModelVersion version = registry().register("whole", composition.toPackage(registry()));
        return store.mlops().serving().load(version.id(), "test");
    }

    private static double[] predict(LoadedModel model, double... row) {
        double[] out = new double[model.predictor().outputs()];
        model.predictor().predict(row, out);
        return out;
    }

    @Test
    void aMeanIsTheWeightedMeanOfItsMembers() {
        ModelVersion first = linear("identity", new double[][] {{1, 0}, {0, 1}});
        ModelVersion second = linear("identity", new double[][] {{3, 0}, {0, 5}});
        try (LoadedModel mean = composed(Composition.mean().member(first, 3).member(second, 1))) {
            Random random = new Random(SEED);
            for (int i = 0; i < 100; i++) {
                double a = random.nextGaussian();
                double b = random.nextGaussian();
                assertThat(predict(mean, a, b))
                        .as("seed " + SEED)
                        .containsExactly(new double[] {(3 * a + 3 * a) / 4, (3 * b + 5 * b) / 4}, within(1e-12));
            }
        }
    }

    @Test
    void aVoteCountsForWhomMembersAre() {
        ModelVersion first = linear("softmax", new double[][] {{2, 0}, {1, 0}, {0, 0}});
        ModelVersion second = linear("softmax", new double[][] {{2, 0}, {9, 0}, {0, 0}});
        ModelVersion third = linear("softmax", new double[][] {{0, 0}, {1, 0}, {2, 0}});
        try (LoadedModel vote =
                composed(Composition.vote().member(first, 2).member(second).member(third))) {
            assertThat(predict(vote, 1, 0)).containsExactly(0.5, 0.25, 0.25);
            assertThat(predict(vote, 0, 0)).as("the first of equal ones").containsExactly(1, 0, 0);
            assertThat(predict(vote, Double.NaN, 0)).as("nobody knows").containsOnly(Double.NaN);
        }
    }

    @Test
    void aVoteOfSingleOutputsIsTheShareOfThoseAboveOneHalf() {
        ModelVersion yes = linear("logit", new double[][] {{1, 0}});
        ModelVersion no = linear("logit", new double[][] {{-1, 0}});
        try (LoadedModel vote = composed(Composition.vote().member(yes, 3).member(no, 1))) {
            assertThat(predict(vote, 2, 0)).containsExactly(0.75);
            assertThat(predict(vote, -2, 0)).containsExactly(0.25);
            assertThat(predict(vote, 0, 0)).as("one half is a yes").containsExactly(1);
        }
    }

    @Test
    void aSequenceFeedsOutputsToTheNext() {
        ModelVersion before = linear("identity", new double[][] {{1, 1}, {1, -1}, {2, 0}});
        ModelVersion between = linear("identity", new double[][] {{1, 0, 0}, {0, 1, 1}});
        ModelVersion after = linear("identity", new double[][] {{10, 1}});
        try (LoadedModel sequence =
                composed(Composition.sequence().member(before).member(between).member(after))) {
            assertThat(sequence.inputs().size()).isEqualTo(2);
            assertThat(predict(sequence, 3, 1)).containsExactly(10 * (3 + 1) + (3 - 1) + 2 * 3);
        }
    }

    @Test
    void aMemberMayBeComposedItself() {
        ModelVersion prepared = linear("identity", new double[][] {{1, 1}});
        ModelVersion model = linear("identity", new double[][] {{10}});
        ModelVersion chain = registry()
                .register(
                        "chain",
                        Composition.sequence().member(prepared).member(model).toPackage(registry()));
        ModelVersion plain = linear("identity", new double[][] {{2, 0}});
        try (LoadedModel mean = composed(Composition.mean().member(chain).member(plain))) {
            assertThat(predict(mean, 3, 1)).containsExactly((10 * (3 + 1) + 2 * 3) / 2.0);
        }
    }

    @Test
    void aCompositionIsNotLoadedIfAMemberOfItMayNotBeServed() {
        ModelVersion prepared = linear("identity", new double[][] {{1, 1}});
        ModelVersion model = linear("identity", new double[][] {{10}});
        ModelVersion chain = registry()
                .register(
                        "chain",
                        Composition.sequence().member(prepared).member(model).toPackage(registry()));
        ModelVersion whole = registry()
                .register(
                        "whole", Composition.mean().member(chain).member(chain).toPackage(registry()));
        store.mlops().serving().load(whole.id(), "test").close();

        store.mlops().governance().recall(model, "learned from wrong labels");

        assertThatThrownBy(() -> store.mlops().serving().load(whole.id(), "test"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(model + " is not served")
                .hasMessageContaining("learned from wrong labels");
    }

    @Test
    void aRecallOfAMemberStopsWhatIsComposedOfItOrTakesItBack() {
        ModelVersion good = linear("identity", new double[][] {{1, 0}});
        ModelVersion bad = linear("identity", new double[][] {{3, 0}});
        ModelVersion safe = registry()
                .register("whole", Composition.mean().member(good).member(good).toPackage(registry()));
        ModelVersion half = registry()
                .register("half", Composition.mean().member(bad).member(good).toPackage(registry()));
        ModelVersion whole = registry()
                .register("whole", Composition.mean().member(half).member(good).toPackage(registry()));
        registry().register("whole", ModelPackage.of(Composition.FORMAT).withFile("0/model", json(1)));
        registry().alias("whole", "champion").moveTo(safe, "first");
        registry().alias("whole", "champion").moveTo(whole, "second");
        Deployment named =
                store.mlops().serving().deploy(DeploymentSpec.named("named").champion(whole.id()));
        Deployment bare =
                store.mlops().serving().deploy(DeploymentSpec.named("bare").champion(good.id()));
        Deployment moved =
                store.mlops().serving().deploy(DeploymentSpec.named("moved").champion("whole@champion"));
        double[] out = new double[1];

        store.mlops().governance().recall(bad, "learned from wrong labels");

        named.refresh();
        assertThat(named.status().stopped())
                .contains(whole.toString())
                .contains(bad + " was recalled: learned from wrong labels");
        assertThatThrownBy(() -> named.score(new double[] {1, 0}, out)).isInstanceOf(RejectedException.class);
        moved.refresh();
        assertThat(moved.champion()).isEqualTo(safe);
        moved.score(new double[] {1, 0}, out);
        assertThat(out[0]).isEqualTo(1);
        bare.refresh();
        assertThat(bare.status().stopped()).isNull();
    }

    @Test
    void membersThatDoNotFitAreRefusedBeforeAnythingServes() {
        ModelVersion two = linear("identity", new double[][] {{1, 0}, {0, 1}});
        ModelVersion one = linear("identity", new double[][] {{1, 0}});
        assertThatThrownBy(() -> composed(Composition.mean().member(two).member(one)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("2 outputs");
        assertThatThrownBy(() -> composed(Composition.sequence().member(one).member(two)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("gives 1 outputs, the next one takes 2");
        assertThatThrownBy(() -> Composition.mean().member(two).toPackage(registry()))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Composition.mean().member(two, 0)).isInstanceOf(InvalidException.class);
        ModelVersion forged = registry()
                .register(
                        "whole",
                        ModelPackage.of(Composition.FORMAT)
                                .withFile("0/model", json(1))
                                .property("composition", Document.of(1)));
        assertThatThrownBy(() -> store.mlops().serving().load(forged.id(), "test"))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void aCompositionIsARouteLikeAnyOtherAndItsBytesAreStoredOnce() {
        Signature signature = new Signature(
                Schema.of(Field.of("a", DataType.FLOAT64), Field.of("b", DataType.FLOAT64)),
                Schema.of(Field.of("y", DataType.FLOAT64)));
        ModelVersion first = registry()
                .register(
                        "part",
                        ModelPackage.of("linear").withFile("model", json(1)).signature(signature));
        ModelVersion second = registry()
                .register(
                        "part",
                        ModelPackage.of("linear").withFile("model", json(3)).signature(signature));
        List<String> before = blobs();
        ModelVersion whole = registry()
                .register(
                        "part", Composition.mean().member(first).member(second).toPackage(registry()));
        assertThat(blobs()).isEqualTo(before);
        assertThat(whole.manifest().signature()).isEqualTo(signature);
        registry().alias("part", "champion").moveTo(first, "one");
        registry().alias("part", "ensemble").moveTo(whole, "both");
        Deployment deployment = store.mlops()
                .serving()
                .deploy(DeploymentSpec.named("d")
                        .routing(Routing.to("part@champion").arm("both", "part@ensemble", 1)));
        double[] in = {5, 0};
        double[] out = new double[1];
        deployment.score(in, out);
        assertThat(out).containsExactly(10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        IntStream.range(0, CALLS).forEach(i -> deployment.score(in, out));
        long start = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            deployment.score(in, out);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - start).isLessThan(CALLS);
    }

    private List<String> blobs() {
        try (Stream<Digest> all = store.mlops().blobs().list()) {
            return all.map(Digest::hex).sorted().toList();
        }
    }

    private static byte[] json(double coefficient) {
        return ("{\"intercept\":0,\"coefficients\":[" + coefficient + ",0],\"link\":\"identity\"}").getBytes(UTF_8);
    }
}
