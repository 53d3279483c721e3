// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

class StoredAliasTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private SettableClock clock;
    private Mlops mlops;
    private ModelRegistry registry;
    private Alias champion;
    private List<ModelVersion> v;

    @BeforeEach
    void open() {
        mlops = store.mlops();
        clock = store.clock();
        registry = mlops.registry();
        champion = registry.alias("m", "champion");
        v = IntStream.rangeClosed(0, 4)
                .mapToObj(i -> registry.register("m", LocalRegistryTest.model("bytes " + i)))
                .toList();
    }

    private static List<Integer> numbers(Alias alias) {
        return alias.history().stream().map(Alias.Move::number).toList();
    }

    @Test
    void pointsNowhereBeforeItsFirstMove() {
        assertThat(champion.find()).isEmpty();
        assertThat(champion.history()).isEmpty();
        assertThat(champion.asOf(clock.instant())).isEmpty();
        assertThatThrownBy(() -> champion.current()).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> champion.rollback("")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void rollingBackTwiceGoesTwoTargetsBack() {
        champion.moveTo(v.get(0), "");
        champion.moveTo(v.get(1), "");
        champion.moveTo(v.get(2), "");

        Alias.Move first = champion.rollback("precision fell");
        assertThat(first).isEqualTo(new Alias.Move(4, 2, clock.instant(), Actor.of("ana"), "precision fell", true));
        assertThat(champion.rollback("still bad").number()).isEqualTo(1);
        assertThatThrownBy(() -> champion.rollback("more"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("m/1");

        assertThat(champion.current()).isEqualTo(v.get(0));
        assertThat(numbers(champion)).containsExactly(1, 2, 3, 2, 1);
    }

    @Test
    void aMoveAfterARollbackRollsBackToWhereTheRollbackLed() {
        champion.moveTo(v.get(0), "");
        champion.moveTo(v.get(1), "");
        champion.rollback("bad");
        champion.moveTo(v.get(3), "");

        assertThat(champion.rollback("").number()).isEqualTo(1);
        assertThatThrownBy(() -> champion.rollback("")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aMoveToWhereItPointsAlreadyIsRecordedAndNoTargetOfItsOwn() {
        champion.moveTo(v.get(0), "");
        champion.moveTo(v.get(1), "");
        champion.moveTo(v.get(1), "to be sure");

        assertThat(numbers(champion)).containsExactly(1, 2, 2);
        assertThat(champion.rollback("").number()).isEqualTo(1);
    }

    @Test
    void historySurvivesReopening() {
        champion.moveTo(v.get(0), "one");
        champion.moveTo(v.get(1), "two");
        List<Alias.Move> before = champion.history();
        store.reopen();
        mlops = store.mlops();

        assertThat(mlops.registry().alias("m", "champion").history()).isEqualTo(before);
        assertThat(mlops.registry().alias("m", "champion").rollback("").number())
                .isEqualTo(1);
    }

    @Test
    void asOfAnInstantIsTheLastMoveUntilThen() {
        Instant noon = clock.instant();
        champion.moveTo(v.get(0), "");
        clock.advance(Duration.ofHours(1));
        champion.moveTo(v.get(1), "");

        assertThat(champion.asOf(noon.minusNanos(1))).isEmpty();
        assertThat(champion.asOf(noon)).contains(v.get(0));
        assertThat(champion.asOf(noon.plusSeconds(3_599))).contains(v.get(0));
        assertThat(champion.asOf(noon.plusSeconds(3_600))).contains(v.get(1));
    }

    @Test
    void aClockThatGoesBackThreeDaysDoesNotChangeWhichMoveWasLast() {
        champion.moveTo(v.get(0), "");
        Instant later = clock.instant();
        clock.advance(Duration.ofDays(-3));
        champion.moveTo(v.get(1), "");

        assertThat(champion.current()).isEqualTo(v.get(1));
        assertThat(champion.asOf(later)).contains(v.get(1));
        assertThat(champion.history()).extracting(Alias.Move::revision).containsExactly(1L, 2L);
        assertThat(champion.rollback("").number()).isEqualTo(1);
        assertThat(registry.register("m", LocalRegistryTest.model("late")).number())
                .isEqualTo(6);
        assertThat(mlops.audit().verify()).isEqualTo(9);
    }

    @Test
    void compareAndSetRefusesWhoSawAnotherTarget() {
        champion.moveTo(v.get(0), Optional.empty(), "");
        assertThatThrownBy(() -> champion.moveTo(v.get(1), Optional.empty(), ""))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("points at m/1 by now, not nowhere");
        assertThatThrownBy(() -> champion.moveTo(v.get(1), Optional.of(v.get(2)), ""))
                .isInstanceOf(ConflictException.class);
        champion.moveTo(v.get(1), Optional.of(v.get(0)), "");

        assertThat(numbers(champion)).containsExactly(1, 2);
    }

    @Test
    void aVersionOfAnotherModelIsRefused() {
        ModelVersion other = registry.register("other", LocalRegistryTest.model("x"));
        assertThatThrownBy(() -> champion.moveTo(other, "")).isInstanceOf(InvalidException.class);
    }

    @Test
    void aRemovedAliasPointsNowhereUntilItIsRolledBackOrMoved() {
        champion.moveTo(v.get(0), "");
        Instant before = clock.instant();
        clock.advance(Duration.ofDays(1));

        assertThat(champion.remove("not used").number()).isZero();
        assertThat(champion.find()).isEmpty();
        assertThat(registry.aliases("m")).isEmpty();
        assertThatThrownBy(() -> registry.resolve("m@champion")).isInstanceOf(NotFoundException.class);
        assertThat(champion.asOf(clock.instant())).isEmpty();
        assertThat(champion.asOf(before)).contains(v.get(0));
        assertThatThrownBy(() -> champion.remove("again")).isInstanceOf(NotFoundException.class);

        assertThat(champion.rollback("needed after all").number()).isOne();
        champion.remove("once more");
        champion.moveTo(v.get(2), Optional.empty(), "");
        assertThat(champion.rollback("").number()).isOne();
        assertThat(numbers(champion)).containsExactly(1, 0, 1, 0, 3, 1);
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void aProtectedAliasTakesApprovedVersionsOnlyAndTheAuthorDoesNotCount() {
        champion.moveTo(v.get(0), "before the rule");
        registry.protect("m", "champion", ApprovalPolicy.of(2), "four eyes");
        registry.approve(v.get(1), "my own");
        mlops.as(Actor.of("ben")).registry().approve(v.get(1), "");

        assertThatThrownBy(() -> champion.moveTo(v.get(1), ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("2 approvals, not by the author")
                .hasMessageContaining("it is by ana and has approvals of ana, ben");
        assertThat(champion.current()).isEqualTo(v.get(0));

        mlops.as(Actor.of("cleo")).registry().approve(v.get(1), "");
        assertThat(champion.moveTo(v.get(1), "").number()).isEqualTo(2);
        assertThatThrownBy(() -> champion.moveTo(v.get(2), "")).isInstanceOf(RejectedException.class);
        assertThat(champion.rollback("no approval needed").number()).isEqualTo(1);
        assertThat(mlops.audit().verify()).isPositive();
    }
}
