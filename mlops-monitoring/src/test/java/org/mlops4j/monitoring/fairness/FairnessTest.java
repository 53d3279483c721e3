// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;

class FairnessTest {

    @Test
    void groupsComeFromAColumnAndRowsWithoutOneAreCounted() {
        Table table = Table.builder(Schema.of(
                        Field.of("score", DataType.FLOAT64),
                        Field.of("late", DataType.BOOLEAN),
                        Field.nullable("region", DataType.STRING)))
                .add(0.9, true, "south")
                .add(0.2, false, "north")
                .add(0.4, false, null)
                .add(0.7, true, "south")
                .build();

        GroupedScores scores = GroupedScores.of(table, "score", "late", "region");

        assertThat(scores.names()).containsExactly("north", "south");
        assertThat(scores.group("south").rows()).isEqualTo(2);
        assertThat(scores.withoutGroup()).isEqualTo(1);
        assertThat(FairnessReport.of(scores, FairnessPolicy.at(0.5)).reference())
                .isEqualTo("south");
    }

    @Test
    void groupsThatAreTooSmallAreNotJudged() {
        FairnessReport report = FairnessReport.of(groups(new Random(1), 400, 29, 0, 0), FairnessPolicy.at(0.5));

        assertThat(report.verdict()).isEqualTo(FairnessVerdict.INSUFFICIENT);
        FairnessFinding parity = report.of(FairnessCriterion.DEMOGRAPHIC_PARITY).get(0);
        assertThat(parity.verdict()).isEqualTo(FairnessVerdict.INSUFFICIENT);
        assertThat(parity.estimate().reason()).isEqualTo("needs 30 rows in each group, has 29");
        assertThat(parity.estimate().value()).isNaN();
        assertThat(report.of(FairnessCriterion.EQUAL_OPPORTUNITY)
                        .get(0)
                        .estimate()
                        .reason())
                .startsWith("needs 30 positive rows in each group, has ");
    }

    @Test
    void aModelThatTreatsAllAlikeIsFairOnceThereAreRowsEnough() {
        FairnessReport few = FairnessReport.of(groups(new Random(2), 150, 150, 0, 0), FairnessPolicy.at(0.5));
        FairnessReport many = FairnessReport.of(groups(new Random(2), 20_000, 20_000, 0, 0), FairnessPolicy.at(0.5));

        assertThat(few.verdict()).isEqualTo(FairnessVerdict.INCONCLUSIVE);
        assertThat(many.findings())
                .allSatisfy(finding ->
                        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(FairnessVerdict.FAIR));
    }

    @Test
    void aShiftOfTheScoresOfAGroupIsFound() {
        FairnessReport report = FairnessReport.of(groups(new Random(3), 5_000, 5_000, 0, 0.25), FairnessPolicy.at(0.5));

        assertThat(report.verdict(FairnessCriterion.DEMOGRAPHIC_PARITY)).isEqualTo(FairnessVerdict.UNFAIR);
        assertThat(report.verdict(FairnessCriterion.SELECTION_RATIO)).isEqualTo(FairnessVerdict.UNFAIR);
        assertThat(report.verdict(FairnessCriterion.EQUAL_OPPORTUNITY)).isEqualTo(FairnessVerdict.UNFAIR);
        assertThat(report.verdict(FairnessCriterion.EQUALISED_ODDS)).isEqualTo(FairnessVerdict.UNFAIR);
        assertThat(report.of(FairnessCriterion.CALIBRATION))
                .extracting(FairnessFinding::verdict)
                .containsExactly(FairnessVerdict.FAIR, FairnessVerdict.UNFAIR);
        assertThat(report.of(FairnessCriterion.SELECTION_RATIO).get(0).reference())
                .as("the group that is taken most")
                .isEqualTo("b");
        assertThat(report.toDocument().get("verdict").text()).isEqualTo("UNFAIR");
    }

    @Test
    void fairModelsAreCalledUnfairNoMoreOftenThanTheLevelSaysHoweverManyGroupsThereAre() {
        // Five groups whose true selection rates lie exactly at the bound to the reference.
        Random random = new Random(4);
        int unfair = 0;
        int fair = 0;
        for (int trial = 0; trial < 1_000; trial++) {
            double[] scores = new double[3_000];
            boolean[] labels = new boolean[3_000];
            String[] groups = new String[3_000];
            for (int row = 0; row < scores.length; row++) {
                groups[row] = "g" + row % 6;
                labels[row] = random.nextBoolean();
                scores[row] = random.nextDouble() < (row % 6 == 0 ? 0.4 : 0.5) ? 0.9 : 0.1;
            }
            FairnessVerdict verdict = FairnessReport.of(
                            GroupedScores.of(scores, labels, groups),
                            FairnessPolicy.at(0.5).withReference("g0"))
                    .verdict(FairnessCriterion.DEMOGRAPHIC_PARITY);
            unfair += verdict == FairnessVerdict.UNFAIR ? 1 : 0;
            fair += verdict == FairnessVerdict.FAIR ? 1 : 0;
        }
        assertThat(unfair).isLessThanOrEqualTo(50);
        assertThat(fair).isLessThanOrEqualTo(25);
    }

    @Test
    void groupsOfWhichNoneIsTakenHaveNoRatio() {
        FairnessReport report = FairnessReport.of(groups(new Random(5), 100, 100, 0, 0), FairnessPolicy.at(2));

        assertThat(report.of(FairnessCriterion.SELECTION_RATIO)
                        .get(0)
                        .estimate()
                        .reason())
                .isEqualTo("no row was taken for positive");
        assertThat(report.of(FairnessCriterion.PREDICTIVE_PARITY)
                        .get(0)
                        .estimate()
                        .reason())
                .isEqualTo("needs 30 rows taken for positive in each group, has 0");
    }

    @Test
    void oneGroupAloneAndUnknownReferencesAreRefused() {
        GroupedScores one = GroupedScores.of(new double[1], new boolean[1], new String[] {"a"});
        GroupedScores two = groups(new Random(6), 10, 10, 0, 0);

        assertThatThrownBy(() -> FairnessReport.of(one, FairnessPolicy.at(0.5)))
                .isInstanceOf(InvalidException.class)
                .hasMessage("fairness needs two groups or more to compare, got [a]");
        assertThatThrownBy(() -> FairnessReport.of(two, FairnessPolicy.at(0.5).withReference("c")))
                .isInstanceOf(InvalidException.class)
                .hasMessage("there is no group 'c', only [a, b]");
        assertThatThrownBy(() -> FairnessPolicy.at(Double.NaN)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> GroupedScores.of(new double[2], new boolean[1], new String[] {"a"}))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void unfairIsWorseThanInconclusiveIsWorseThanInsufficient() {
        assertThat(List.of(FairnessVerdict.values()))
                .containsExactly(
                        FairnessVerdict.FAIR,
                        FairnessVerdict.INSUFFICIENT,
                        FairnessVerdict.INCONCLUSIVE,
                        FairnessVerdict.UNFAIR);
    }

    /** Two groups with calibrated scores, up to a shift of each. */
    private static GroupedScores groups(Random random, int first, int second, double shiftA, double shiftB) {
        double[] scores = new double[first + second];
        boolean[] labels = new boolean[scores.length];
        String[] groups = new String[scores.length];
        for (int row = 0; row < scores.length; row++) {
            double chance = random.nextDouble();
            labels[row] = random.nextDouble() < chance;
            groups[row] = row < first ? "a" : "b";
            scores[row] = Math.min(1, chance + (row < first ? shiftA : shiftB));
        }
        return GroupedScores.of(scores, labels, groups);
    }
}
