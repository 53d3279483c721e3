// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.mean;
import static org.mlops4j.features.Features.minutes;
import static org.mlops4j.features.store.Departures.SERVICE;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.Aggregation;
import org.mlops4j.features.Availability;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.DefinitionChange.Effect;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Search;

class FeaturePlanTest {

    @TempDir
    private Path directory;

    private Mlops mlops;
    private FeatureStore features;

    @BeforeEach
    void open() {
        mlops = Mlops.open(directory);
        features = FeatureStore.on(mlops);
    }

    @AfterEach
    void close() {
        features.close();
        mlops.close();
    }

    @Test
    void tellsWhatIsNewWhatChangesItsMeaningAndWhatItsDescriptionOnly() {
        FeaturePlan first = features.plan(SERVICE);
        assertThat(effects(first)).containsExactly(Effect.NEW, Effect.NEW);
        assertThat(mlops.events().streams()).isEmpty();
        first.apply();
        assertThat(mlops.events().streams()).hasSize(1);
        assertThat(features.plan(SERVICE).isEmpty()).isTrue();
        assertThat(effects(features.plan(service(count(), "new words"))))
                .containsExactly(Effect.MEANING, Effect.MEANING);
        FeaturePlan words = features.plan(FeatureService.of(SERVICE.name(), SERVICE.sources())
                .about(SERVICE.about().describedAs("delays of airports")));
        assertThat(effects(words)).containsExactly(Effect.DESCRIPTION, Effect.NONE);
        words.apply();
        assertThat(features.service(SERVICE.name()).about().description()).isEqualTo("delays of airports");
        assertThat(features.service(SERVICE.name()).digest()).isEqualTo(SERVICE.digest());
    }

    @Test
    void tellsHowManyEventsAreReadAgain() {
        features.apply(SERVICE);
        features.push("departures", Departures.flights(70, 1));
        FeaturePlan plan = features.plan(service(count().over(minutes(10)), ""));
        assertThat(plan.backfill()).containsExactly(Map.entry("departures", 70L));
        assertThat(plan.toString())
                .contains("service 'late-flights' changes its meaning")
                .contains("view 'departures' changes its meaning")
                .contains("70 events");
    }

    @Test
    void aDefinitionThatServesIsReplacedOnlyForAReason() {
        features.apply(SERVICE);
        ModelVersion version = register(SERVICE.digest());
        FeaturePlan plan = features.plan(service(count(), ""));
        assertThat(plan.pinned()).containsExactly(new PinnedVersion(version, List.of()));
        mlops.registry().alias("late", "champion").moveTo(version, "first");
        assertThatThrownBy(plan::apply).isInstanceOf(RejectedException.class).hasMessageContaining("late/1");
        assertThatThrownBy(() -> plan.applyDespitePins(" ")).isInstanceOf(InvalidException.class);
        plan.applyDespitePins("the model is retrained tonight");
        assertThat(features.service(SERVICE.name())).isEqualTo(plan.services().get(0));
        assertThat(mlops.audit().about(SERVICE.name()))
                .last()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("the model is retrained tonight"));
        // The model still finds what it was trained on.
        assertThat(features.service(SERVICE.name(), version.manifest().features()))
                .isEqualTo(SERVICE);
    }

    @Test
    void goesBackToADefinitionByItsDigest() {
        features.apply(SERVICE);
        FeatureService other = service(count(), "");
        features.apply(other);
        assertThat(features.definitions(SERVICE.name())).containsExactlyInAnyOrder(SERVICE.digest(), other.digest());
        features.rollback(SERVICE.name(), SERVICE.digest()).apply();
        assertThat(features.service(SERVICE.name())).isEqualTo(SERVICE);
        assertThat(features.view("departures")).isEqualTo(Departures.DEPARTURES);
        assertThat(mlops.audit().about(SERVICE.name()))
                .last()
                .satisfies(entry -> assertThat(entry.action()).isEqualTo("features.rollback"));
        assertThatThrownBy(() -> features.rollback(SERVICE.name(), Digest.of(new byte[0])))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(SERVICE.digest().brief());
    }

    @Test
    void aPlanThatSomebodyElseOvertookIsNotApplied() {
        features.apply(SERVICE);
        FeaturePlan mine = features.plan(service(count(), ""));
        features.apply(service(count().over(minutes(5)), ""));
        assertThatThrownBy(mine::apply).isInstanceOf(ConflictException.class).hasMessageContaining("plan again");
    }

    @Test
    void theCatalogueTellsWhoUsesWhat() {
        features.apply(FeatureService.of(
                "late-flights",
                FeatureView.named("departures")
                        .entity("airport", "origin")
                        .from(Departures.FLIGHTS)
                        .eventTime("departed")
                        .feature("flights", count())
                        .description("Traffic of an airport")
                        .owner("ground-team")
                        .tags("traffic", "hourly")
                        .build()));
        Digest definition = features.service("late-flights").digest();
        ModelVersion version = register(definition);
        FeatureCatalogue catalogue = features.catalogue();
        FeatureCatalogue.Entry entry = catalogue.withFeature("flights").get(0);
        assertThat(entry.services()).containsExactly("late-flights");
        assertThat(entry.models()).containsExactly(new PinnedVersion(version, List.of()));
        assertThat(catalogue.search("AIRPORT ground")).containsExactly(entry);
        assertThat(catalogue.search("airport sea")).isEmpty();
        assertThat(catalogue.ownedBy("ground-team")).containsExactly(entry);
        assertThat(catalogue.tagged("hourly")).containsExactly(entry);
        assertThat(catalogue.reading("landed")).containsExactly(entry);
        assertThat(catalogue.reading("runway")).isEmpty();
        assertThat(catalogue
                        .find(Search.of("owner = 'ground-team' and tag = 'hourly' and name like 'dep%'"
                                + " and column in ('runway', 'landed') and model = 'late' and service != 'crowds'"))
                        .items())
                .containsExactly(entry);
        assertThat(catalogue
                        .find(Search.of("owner != 'ground-team' or feature = 'late_share_3h'"))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> catalogue.find(Search.of("owner = 'ground-team' and team = 'x'")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 27: a feature view has no 'attributes.team'");
    }

    @Test
    void aModelOfAReplacedDefinitionIsStillFound() {
        features.apply(SERVICE);
        ModelVersion version = register(SERVICE.digest());
        mlops.registry().alias("late", "champion").moveTo(version, "first");
        features.plan(service(count(), "")).applyDespitePins("retrained tonight");
        PinnedVersion champion = new PinnedVersion(version, List.of("champion"));
        FeatureCatalogue catalogue = features.catalogue();
        FeatureCatalogue.Entry entry = catalogue.withFeature("flights").get(0);
        assertThat(entry.view()).isEqualTo(features.view("departures"));
        assertThat(entry.readers()).containsExactly(new FeatureCatalogue.Reader(champion, Departures.DEPARTURES));
        assertThat(entry.models()).containsExactly(champion);
        // The definition in force has no such feature, the champion does.
        assertThat(entry.view().featureNames()).doesNotContain("late_share_3h");
        assertThat(catalogue.withFeature("late_share_3h")).containsExactly(entry);
        assertThat(entry.models("late_share_3h")).containsExactly(champion);
        assertThat(entry.models("no_feature")).isEmpty();
        assertThat(catalogue.withFeature("no_feature")).isEmpty();
    }

    @Test
    void everyViewWithAFeatureIsFound() {
        FeatureView arrivals = FeatureView.named("arrivals")
                .entity("origin")
                .from(Departures.FLIGHTS)
                .eventTime("landed")
                .feature("flights", count())
                .build();
        features.apply(List.of(service(count(), ""), FeatureService.of("arrivals", arrivals)));
        assertThat(features.catalogue().withFeature("flights"))
                .extracting(entry -> entry.view().name())
                .containsExactly("arrivals", "departures");
    }

    @Test
    void modelsThatReadAViewThroughAnotherServiceAreTold() {
        FeatureService other = FeatureService.of("crowds", Departures.DEPARTURES);
        features.apply(List.of(SERVICE, other));
        ModelVersion version = register(other.digest());
        mlops.registry().alias("late", "champion").moveTo(version, "first");
        FeaturePlan plan = features.plan(service(count(), ""));
        PinnedVersion champion = new PinnedVersion(version, List.of("champion"));
        assertThat(plan.pinned()).isEmpty();
        assertThat(plan.readers()).containsExactly(Map.entry("departures", List.of(champion)));
        assertThat(plan.toString()).contains("Trained on view 'departures' as it is: late/1 (alias champion)");
        // Their service keeps what it has.
        plan.apply();
        assertThat(features.service("crowds")).isEqualTo(other);
        assertThat(features.plan(service(count(), "")).readers()).isEmpty();
    }

    @Test
    void servicesThatShareAViewAreAppliedTogetherOrNotAtAll() {
        FeatureService crowds = FeatureService.of("crowds", Departures.DEPARTURES);
        features.plan(List.of(SERVICE, crowds)).print().apply();
        assertThat(mlops.audit().about("late-flights,crowds")).hasSize(1);
        FeatureService next = service(count(), "");
        FeatureService nextCrowds = FeatureService.of("crowds", next.views());
        ModelVersion version = register(crowds.digest());
        mlops.registry().alias("late", "champion").moveTo(version, "first");
        FeaturePlan plan = features.plan(List.of(next, nextCrowds));
        assertThat(effects(plan)).containsExactly(Effect.MEANING, Effect.MEANING, Effect.MEANING);
        assertThat(plan.pinned()).containsExactly(new PinnedVersion(version, List.of("champion")));
        assertThatThrownBy(plan::apply)
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("'late-flights', 'crowds'")
                .hasMessageContaining("late/1");
        assertThat(features.service(SERVICE.name())).isEqualTo(SERVICE);
        plan.applyDespitePins("retrained tonight");
        assertThat(features.service("crowds")).isEqualTo(nextCrowds);
        assertThat(features.service(SERVICE.name())).isEqualTo(next);
        assertThat(features.view("departures")).isEqualTo(next.views().get(0));
    }

    @Test
    void aPlanHoldsOneDefinitionOfEachName() {
        assertThatThrownBy(() -> features.plan(List.of())).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> features.plan(List.of(SERVICE, SERVICE)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'late-flights'");
        FeatureService crowds = FeatureService.of("crowds", service(count(), "").views());
        assertThatThrownBy(() -> features.plan(List.of(SERVICE, crowds)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'departures'");
    }

    @Test
    void aPlanTellsWhichEventsAVectorMaySee() {
        assertThat(features.plan(SERVICE).toString())
                .contains("At t, view 'departures' sees events before t that were known by then, as 'landed' says")
                .doesNotContain("!");
        FeatureView careless = FeatureView.named("careless")
                .entity("origin")
                .from(Departures.FLIGHTS)
                .eventTime("departed")
                .feature("late", mean(col("delay").gt(15)).where(col("origin").ne("XXX")))
                .feature("in_the_air", count().where(col("landed").gt(col("departed"))))
                .build();
        FeaturePlan plan = features.plan(FeatureService.of("careless", careless));
        assertThat(plan.visibility())
                .containsExactly(
                        new Visibility("careless", Availability.After.NOTHING, false, List.of("delay", "landed")));
        assertThat(plan.toString())
                .contains("At t, view 'careless' sees events before t\n! it declares no availability: delay, landed");
    }

    @Test
    void aViewOfWhatIsKnownAtOnceIsNoCauseForConcern() {
        FeatureView.Builder traffic = FeatureView.named("traffic")
                .entity("origin")
                .from(Departures.FLIGHTS)
                .eventTime("departed")
                .feature("departures", count());
        assertThat(Visibility.of(traffic.build()).assumed()).isEmpty();
        assertThat(Visibility.of(traffic.includeNow().build()).toString())
                .isEqualTo("At t, view 'traffic' sees events up to t");
        assertThat(Visibility.of(traffic.availableAfter(minutes(15)).build()).toString())
                .isEqualTo("At t, view 'traffic' sees events up to t that are at least PT15M old");
    }

    private ModelVersion register(Digest definition) {
        return mlops.registry()
                .register(
                        "late",
                        ModelPackage.of("test")
                                .withFile("model", new byte[] {1})
                                .features(definition));
    }

    private static List<Effect> effects(FeaturePlan plan) {
        return plan.changes().stream().map(DefinitionChange::effect).toList();
    }

    private static FeatureService service(Aggregation flights, String words) {
        FeatureView view = FeatureView.named("departures")
                .entity("origin")
                .from(Departures.FLIGHTS)
                .eventTime("departed")
                .availableAt("landed")
                .description(words)
                .feature("flights", flights)
                .build();
        return FeatureService.of(SERVICE.name(), view);
    }
}
