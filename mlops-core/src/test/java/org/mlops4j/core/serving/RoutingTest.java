// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mlops4j.core.serving.PaymentReader.READER;
import static org.mlops4j.core.serving.PaymentReader.payment;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Breaker;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Fallback;
import org.mlops4j.serving.Prediction;
import org.mlops4j.serving.PredictionLogging;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Protection;
import org.mlops4j.serving.RouteStatus;
import org.mlops4j.serving.Routing;

/** Which version answers which request, here and in another process. */
class RoutingTest {

    /** A change is to be followed within a second; a busy machine gets more. */
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int REQUESTS = 20_000;

    private static final Map<String, Object> PAYMENT =
            Map.of("account", "account 7", "amount", 1.0, "hour", 3, "foreign", true);

    @TempDir
    private Path directory;

    private final ProbeFormat format = new ProbeFormat();
    private Mlops here;
    private Mlops there;

    /** Versions 1, 2, 3 answer with 100, 200, 300; the aliases champion, canary and third point at them. */
    @BeforeEach
    void open() {
        here = open("ana");
        there = open("ben");
        List<String> aliases = List.of("champion", "canary", "third");
        for (int i = 0; i < aliases.size(); i++) {
            here.registry()
                    .alias("m", aliases.get(i))
                    .moveTo(here.registry().register("m", ProbeFormat.model(100 * (i + 1), 1)), "first");
        }
    }

    private Mlops open(String actor) {
        return Mlops.builder()
                .directory(directory)
                .actor(Actor.of(actor))
                .format(format)
                .open();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        assertThat(format.usedAfterClose).hasValue(0);
        assertThat(format.loaded).allMatch(probe -> probe.closes.get() == 1);
    }

    private static DeploymentSpec spec(Routing routing) {
        return DeploymentSpec.named("d").routing(routing).features(READER);
    }

    private static Prediction predict(Deployment deployment, int request) {
        return deployment.predict("r" + request, payment("account " + request % 50, 1.0, request % 24));
    }

    private static Map<Integer, String> routes(Deployment deployment) {
        Map<Integer, String> routes = new HashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            routes.put(i, predict(deployment, i).route());
        }
        return routes;
    }

    private static long count(Map<Integer, String> routes, String route) {
        return routes.values().stream().filter(route::equals).count();
    }

    private static void requireShare(long count, double share) {
        double deviation = Math.sqrt(REQUESTS * share * (1 - share));
        assertThat((double) count).isBetween(REQUESTS * share - 5 * deviation, REQUESTS * share + 5 * deviation);
    }

    @Test
    void armsGetTheirSharesAndARequestTheSameRouteEverywhere() {
        Routing routing = Routing.to("m@champion").canary("m@canary", 0.05).arm("third", "m@third", 0.3);
        Deployment deployment = here.serving().deploy(spec(routing));
        Map<Integer, String> routes = routes(deployment);
        requireShare(count(routes, "canary"), 0.05);
        requireShare(count(routes, "third"), 0.3);
        requireShare(count(routes, "champion"), 0.65);
        assertThat(predict(deployment, 0).value())
                .isEqualTo(Map.of("champion", 100.0, "canary", 200.0, "third", 300.0)
                        .get(routes.get(0)));
        assertThat(routes(there.serving().deploy(DeploymentSpec.named("d").features(READER))))
                .isEqualTo(routes);
    }

    @Test
    void noRequestLeavesAnArmWhoseShareGrowsNorGoesBackToTheChampion() {
        Deployment deployment =
                here.serving().deploy(spec(Routing.to("m@champion").arm("third", "m@third", 0.3)));
        Map<Integer, String> before = routes(deployment);
        for (double share : new double[] {0, 0.01, 0.1, 0.7}) {
            deployment.change(routing -> routing.canary("m@canary", share), "ramp");
            Map<Integer, String> now = routes(deployment);
            requireShare(count(now, "canary"), share);
            requireShare(count(now, "third"), 0.3);
            before.forEach((request, route) -> {
                if (!now.get(request).equals(route)) {
                    assertThat(route).isNotEqualTo("canary");
                    assertThat(now.get(request)).isNotEqualTo("champion");
                }
            });
            before = now;
        }
        // All that is left to the champion is 0.
        assertThat(before).doesNotContainValue("champion").containsValue("third");
    }

    @Test
    void aStickyFieldKeepsItsRequestsTogether() {
        Deployment deployment = here.serving()
                .deploy(spec(Routing.to("m@champion").canary("m@canary", 0.5).stickyBy("account")));
        Map<Integer, String> byAccount = new HashMap<>();
        routes(deployment)
                .forEach((request, route) -> assertThat(
                                byAccount.merge(request % 50, route, (a, b) -> a.equals(b) ? a : "both"))
                        .isNotEqualTo("both"));
        assertThat(byAccount).containsValue("champion").containsValue("canary");
    }

    @Test
    void segmentsComeFirstAndAnAliasThatPointsNowhereTakesNothing() {
        Routing routing = Routing.to("m@champion")
                .canary("m@canary", 1)
                .segment("night", "hour", List.of("2", "3"), "m@third")
                .segment("nobody", "account", List.of("account 7"), "m@nowhere")
                .segment("foreign", "foreign", List.of("false"), "m@third");
        Deployment deployment = here.serving().deploy(spec(routing));
        assertThat(deployment.predict("r", payment("ana", 1.0, 2)).route()).isEqualTo("night");
        assertThat(deployment.predict("r", payment("ana", 1.0, 4)).route()).isEqualTo("canary");
        assertThat(deployment.predict("r", payment("account 7", 1.0, 4)).route())
                .isEqualTo("canary");
        here.registry().alias("m", "nowhere").moveTo(here.registry().load("m", 3), "now");
        deployment.refresh();
        assertThat(deployment.predict("r", payment("account 7", 1.0, 4)).route())
                .isEqualTo("nobody");
        here.registry().alias("m", "nowhere").remove("no longer");
        deployment.refresh();
        assertThat(deployment.predict("r", payment("account 7", 1.0, 4)).route())
                .isEqualTo("canary");
    }

    @Test
    void aChangeIsFollowedElsewhereAuditedAndSurvivesTheProcess() throws Exception {
        Deployment deployment = here.serving().deploy(spec(Routing.to("m@champion")));
        Deployment elsewhere = there.serving().deploy(DeploymentSpec.named("d").features(READER));
        deployment.change(routing -> routing.canary("m@canary", 1), "try it on all");
        assertThat(predict(deployment, 1).route()).isEqualTo("canary");
        CountDownLatch never = new CountDownLatch(1);
        long begin = System.nanoTime();
        while (!predict(elsewhere, 1).route().equals("canary")) {
            assertThat(System.nanoTime() - begin).isLessThan(DEADLINE_NANOS);
            assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
        }
        System.out.println("another process follows after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        assertThat(here.audit().entries(0, 100))
                .filteredOn(entry -> entry.action().equals("deployment.change"))
                .extracting(AuditEntry::target, AuditEntry::actor, AuditEntry::reason)
                .containsExactly(tuple("d", Actor.of("ana"), "try it on all"));
        deployment.close();
        Deployment again = here.serving().deploy(DeploymentSpec.named("d").features(READER));
        assertThat(again.routing()).isEqualTo(Routing.to("m@champion").canary("m@canary", 1));
        assertThatThrownBy(() ->
                        here.serving().deploy(DeploymentSpec.named("other").features(READER)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("'other'");
    }

    @Test
    void aChangeThatCannotBeMadeLeavesAllAsItIs() {
        Deployment deployment = here.serving().deploy(spec(Routing.to("m@champion")));
        Routing before = deployment.routing();
        here.registry().alias("m", "two").moveTo(here.registry().register("m", ProbeFormat.model(1, 2)), "wider");
        here.registry().alias("m", "bug").moveTo(here.registry().register("m", ProbeFormat.model(13, 1)), "broken");
        assertThatThrownBy(() -> deployment.change(r -> r.canary("m@two", 1), "wrong"))
                .isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> deployment.change(r -> r.canary("m@canary", 1).champion("m@bug"), "wrong"))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> deployment.change(r -> r.stickyBy("amount"), "wrong"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'amount', which is float64");
        assertThatThrownBy(() -> deployment.change(r -> r.fallback(Fallback.constant(1, 2)), "wrong"))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("2 outputs");
        assertThatThrownBy(() -> deployment.change(
                        r -> {
                            there.serving().deploy(spec(r.canary("m@third", 0.5)));
                            return r.canary("m@canary", 1);
                        },
                        "at once"))
                .isInstanceOf(ConflictException.class);
        deployment.refresh();
        assertThat(deployment.routing()).isEqualTo(before.canary("m@third", 0.5));
        there.serving().find("d").orElseThrow().change(r -> r.without("canary"), "back");
        deployment.refresh();
        assertThat(deployment.routing()).isEqualTo(before);
        assertThat(predict(deployment, 1).value()).isEqualTo(100);
    }

    @Test
    void routesAreLoggedAndCountedByTheirNames() {
        Deployment deployment = here.serving()
                .deploy(spec(Routing.to("m@champion").canary("m@canary", 0.5).shadow("m@third"))
                        .logPredictions(PredictionLogging.complete()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add(predict(deployment, i).route());
        }
        deployment.flush();
        Table rows = here.events().read(PredictionStreams.predictions("d", READER), 0, 1_000);
        List<Row> logged =
                IntStream.range(0, rows.rowCount()).mapToObj(rows::row).toList();
        assertThat(logged.stream().map(row -> row.text("route")).filter(route -> !"shadow".equals(route)))
                .containsExactlyElementsOf(expected);
        assertThat(logged.stream()
                        .filter(row -> "shadow".equals(row.text("route")))
                        .map(row -> row.text("request_id")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "r" + i).toList());
        List<RouteStatus> routes = deployment.status().routes();
        assertThat(routes).extracting(RouteStatus::name).containsExactly("champion", "canary", "shadow");
        assertThat(routes.get(0).answered() + routes.get(1).answered()).isEqualTo(100);
        assertThat(routes.get(1).answered())
                .isEqualTo(expected.stream().filter("canary"::equals).count());
        assertThat(routes.get(1).version()).isEqualTo(here.registry().load("m", 2));
        deployment.change(routing -> routing.without("canary"), "over");
        assertThat(deployment.status().predictions()).isEqualTo(100);
    }

    @Test
    void whoAsksForAVersionGetsItFromWhateverRouteOrNothing() {
        Deployment deployment = here.serving()
                .deploy(spec(Routing.to("m@champion")
                                .canary("m@canary", 0.5)
                                .shadow("m@third")
                                .fallback(Fallback.constant(-1)))
                        .logPredictions(PredictionLogging.complete()));
        assertThat(deployment.versions()).extracting(ModelVersion::number).containsExactly(1, 2, 3);
        for (ModelVersion version : deployment.versions()) {
            Prediction prediction = deployment.predictWith(version, "v" + version.number(), PAYMENT);
            assertThat(prediction.value()).isEqualTo(100 * version.number());
            assertThat(prediction.version()).isEqualTo(version);
            assertThat(prediction.route()).isEqualTo("direct");
        }
        format.loaded.get(1).fails = true;
        assertThatThrownBy(() -> deployment.predictWith(deployment.versions().get(1), "v2 again", PAYMENT))
                .hasMessage("the probe was told to fail");
        ModelVersion fourth = here.registry().register("m", ProbeFormat.model(400, 1));
        assertThatThrownBy(() -> deployment.predictWith(fourth, "v4", PAYMENT))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no route of deployment 'd' has m/4 now");
        deployment.flush();
        assertThat(texts(PredictionStreams.predictions("d", READER), "request_id"))
                .containsExactly("v1", "v2", "v3");
        assertThat(texts(PredictionStreams.predictions("d", READER), "route")).containsOnly("direct");
        assertThat(texts(PredictionStreams.failures("d"), "route")).containsExactly("direct");
        assertThat(deployment.status().predictions()).isEqualTo(3);
        assertThat(deployment.status().errors()).isEqualTo(2);
        assertThat(deployment.status().routes())
                .extracting(RouteStatus::name, RouteStatus::answered, RouteStatus::errors)
                .containsExactly(tuple("champion", 1L, 0L), tuple("canary", 1L, 1L), tuple("shadow", 1L, 0L));
    }

    @Test
    void whoAsksForTheOnlyVersionThatAnswersIsACallerAsAnyOther() {
        Deployment deployment = here.serving()
                .deploy(spec(Routing.to("m@champion").shadow("m@third")).logPredictions(PredictionLogging.complete()));
        assertThat(deployment.predictWith(deployment.champion(), "r", PAYMENT).route())
                .isEqualTo("champion");
        deployment.flush();
        assertThat(texts(PredictionStreams.predictions("d", READER), "route"))
                .containsExactlyInAnyOrder("champion", "shadow");
    }

    private List<@Nullable String> texts(String stream, String column) {
        Table rows = here.events().read(stream, 0, 1_000);
        return IntStream.range(0, rows.rowCount())
                .mapToObj(row -> rows.row(row).text(column))
                .toList();
    }

    @Test
    void vectorsWithoutARequestAreSharedOutByNumberOrKeyWithoutAllocation() {
        Deployment deployment =
                here.serving().deploy(spec(Routing.to("m@champion").canary("m@canary", 0.25)));
        double[] in = {1, 2};
        double[] out = new double[1];
        int canary = 0;
        for (int i = 0; i < REQUESTS; i++) {
            deployment.score(in, out);
            canary += out[0] == 200 ? 1 : 0;
        }
        requireShare(canary, 0.25);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < REQUESTS; i++) {
            deployment.score(in, out);
            deployment.score("somebody", in, out);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(REQUESTS);
        deployment.score("somebody", in, out);
        assertThat(out[0])
                .isEqualTo(
                        deployment.predict("somebody", payment("ana", 1.0, 1)).value());
    }

    @Test
    void aConstantAnswersForAModelThatFailsUntilItIsTriedAgain() {
        Deployment deployment =
                here.serving().deploy(spec(Routing.to("m@champion").fallback(Fallback.constant(0.2))));
        ProbeFormat.Probe probe = format.loaded.get(0);
        probe.fails = true;
        for (int i = 0; i < 20; i++) {
            Prediction prediction = predict(deployment, i);
            assertThat(prediction.value()).isEqualTo(0.2);
            assertThat(prediction.route()).isEqualTo("fallback");
            assertThat(prediction.version()).isEqualTo(here.registry().load("m", 1));
        }
        RouteStatus champion = deployment.status().routes().get(0);
        assertThat(champion.errors()).isEqualTo(Breaker.STANDARD.failures());
        assertThat(champion.resting()).isTrue();
        assertThat(deployment.status().predictions()).isEqualTo(20);
        // What does not fit is the caller's, whatever stands ready to answer.
        probe.fails = false;
        here.registry().alias("m", "champion").moveTo(here.registry().load("m", 2), "mended");
        deployment.refresh();
        assertThat(predict(deployment, 1).value()).isEqualTo(200);
        assertThatThrownBy(() -> deployment.score(new double[] {-1, 0}, new double[1]))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void anotherVersionAnswersForAModelThatFails() {
        Deployment deployment =
                here.serving().deploy(spec(Routing.to("m@champion").fallback(Fallback.version("m@third"))));
        format.loaded.get(0).fails = true;
        Prediction prediction = predict(deployment, 1);
        assertThat(prediction.value()).isEqualTo(300);
        assertThat(prediction.route()).isEqualTo("fallback");
        assertThat(prediction.version()).isEqualTo(here.registry().load("m", 3));
    }

    @Test
    void theLastGoodVersionAnswersForAChampionThatFailsWhereverTheAliasMoves() {
        Deployment deployment =
                here.serving().deploy(spec(Routing.to("m@champion").fallback(Fallback.lastGood("m@champion"))));
        format.loaded.get(0).fails = true;
        assertThatThrownBy(() -> predict(deployment, 1))
                .as("there was none before")
                .isInstanceOf(RejectedException.class);
        format.loaded.get(0).fails = false;
        here.registry().alias("m", "champion").moveTo(here.registry().load("m", 2), "better");
        here.registry().alias("m", "champion").moveTo(here.registry().load("m", 3), "better still");
        deployment.refresh();
        assertThat(predict(deployment, 2).value()).isEqualTo(300);
        loaded(300).fails = true;
        Prediction prediction = predict(deployment, 4);
        assertThat(prediction.version()).isEqualTo(here.registry().load("m", 2));
        assertThat(prediction.route()).isEqualTo("fallback");
        here.governance().recall(here.registry().load("m", 2), "harmful");
        deployment.refresh();
        assertThat(predict(deployment, 5).version()).isEqualTo(here.registry().load("m", 1));
    }

    /** {@return the open model of a weight} */
    private ProbeFormat.Probe loaded(double weight) {
        return format.loaded.stream()
                .filter(probe -> probe.closes.get() == 0 && probe.weight() == weight)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aModelThatRestsIsTriedByOneCallerWhenItsTimeIsOver() {
        Route route = new Route("champion", "m@champion", Protection.none());
        for (int i = 0; i < Breaker.STANDARD.failures(); i++) {
            assertThat(route.rests(0)).isFalse();
            route.failed(5);
        }
        long end = 5 + Breaker.STANDARD.rest().toMillis();
        assertThat(route.rests(end - 1)).isTrue();
        assertThat(route.rests(-1)).as("the clock was put back, and one tries").isFalse();
        route.failed(5);
        assertThat(route.rests(end)).isFalse();
        assertThat(route.rests(end)).isTrue();
        route.succeeded();
        assertThat(route.rests(end)).isFalse();
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeItIsStored() {
        Routing routing = Routing.to("m@champion");
        assertThatThrownBy(() -> routing.canary("m@canary", 0.6).arm("b", "m@third", 0.5))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> routing.arm("shadow", "m@canary", 0.1)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> routing.canary("m@canary", Double.NaN)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> routing.without("canary")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> routing.segment("s", "hour", List.of(), "m@third"))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Fallback.constant(Double.NaN)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> here.serving().deploy(DeploymentSpec.named("v").routing(routing.stickyBy("account"))))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("features");
        assertThatThrownBy(() -> here.serving().deploy(spec(routing.stickyBy("colour"))))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("colour");
    }
}
