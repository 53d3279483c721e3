// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.monitoring.performance.ClassScores;
import org.mlops4j.monitoring.performance.Estimate;

class OutcomesTest {

    private static final Schema COLUMNS = Schema.of(
            Field.of("time", DataType.TIMESTAMP),
            Field.of("output.0", DataType.FLOAT64),
            Field.of("output.1", DataType.FLOAT64),
            Field.of("output.2", DataType.FLOAT64),
            Field.of("feature.airport", DataType.FLOAT64),
            Field.of("feature.load", DataType.FLOAT64),
            Field.of("request.airport", DataType.STRING));

    private static final PredictionWindow WINDOW = new PredictionWindow(
            Airports.START,
            Airports.START.plusSeconds(10),
            Table.builder(COLUMNS)
                    .add(Airports.START, 0.7, 0.2, 0.1, 1.0, 3.5, "ORD")
                    .add(Airports.START.plusSeconds(1), 0.1, 0.6, 0.3, 2.0, 4.5, "SFO")
                    .add(Airports.START.plusSeconds(2), 0.3, 0.3, 0.4, 3.0, 5.5, "JFK")
                    .build());

    @Test
    void keepsThePredictionsThatHaveALabel() {
        Outcomes outcomes = Outcomes.of(WINDOW, DoubleColumn.of(1, Double.NaN, 0));

        assertThat(outcomes.count()).isEqualTo(2);
        assertThat(outcomes.outputs()).containsExactly(0.7, 0.3);
        assertThat(outcomes.labels().toArray()).containsExactly(1, 0);
    }

    @Test
    void labelsThatAreNoClassAreSkipped() {
        Outcomes outcomes = new Outcomes(WINDOW, DoubleColumn.of(2, 1, 0.5));
        ClassScores classes = outcomes.classScores(List.of("a", "b", "c"));
        BinaryScores binary = outcomes.binaryScores();

        assertThat(classes.rows()).isEqualTo(2);
        assertThat(classes.skipped()).isEqualTo(1);
        assertThat(classes.label(0)).isEqualTo(2);
        assertThat(classes.score(1, 1)).isEqualTo(0.6);
        assertThat(binary.rows()).isEqualTo(1);
        assertThat(PerformanceMeasure.multiClass(List.of("a", "b", "c")).of(outcomes))
                .extracting(Estimate::metric)
                .contains("accuracy");
    }

    @Test
    void theTableHasRequestsAndFeaturesUnderTheirOwnNames() {
        Table table = WINDOW.table();

        assertThat(table.schema().names())
                .containsExactly("time", "output.0", "output.1", "output.2", "airport", "load");
        assertThat(table.strings("airport").get(1)).isEqualTo("SFO");
        assertThat(table.doubles("load").get(2)).isEqualTo(5.5);
    }

    @Test
    void refusesLabelsThatAreNotOneForEachPrediction() {
        assertThatThrownBy(() -> new Outcomes(WINDOW, DoubleColumn.of(1))).isInstanceOf(InvalidException.class);
    }
}
