// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.BooleanColumn;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.Field;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.features.transform.FittedPreprocessing;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.TargetEncoding;

class TransformPropertyTest {

    private static final String ENCODED = "flower late";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theOrderOfTheRowsChangesNoBit(long seed) {
        Table orders = Orders.random(150, seed);
        Fit fit = TrainingRows.of(orders).fit(Orders.EVERYTHING);
        Table shuffled = Orders.shuffled(orders, seed);
        Fit other = TrainingRows.of(shuffled).fit(Orders.EVERYTHING);
        assertThat(other.fitted().transforms()).isEqualTo(fit.fitted().transforms());
        Table back = Orders.shuffled(fit.training(), seed);
        assertThat(other.training().digest()).isEqualTo(back.digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void whatIsStoredComputesTheSameBits(long seed) {
        FittedPreprocessing fitted =
                TrainingRows.of(Orders.random(150, seed)).fit(Orders.EVERYTHING).fitted();
        DocumentText json = new JacksonText();
        FittedPreprocessing read = FittedPreprocessing.from(json.read(json.write(fitted.toDocument())));
        Table probe = Orders.random(300, seed + 100);
        assertThat(read.digest()).isEqualTo(fitted.digest());
        assertThat(read.preprocessing()).isEqualTo(Orders.EVERYTHING);
        assertThat(TransformedTable.of(read, probe).digest())
                .isEqualTo(TransformedTable.of(fitted, probe).digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10})
    void aFeatureServiceComputesTheBitsOfTheTable(long seed) {
        FittedPreprocessing fitted =
                TrainingRows.of(Orders.random(150, seed)).fit(Orders.EVERYTHING).fitted();
        Table probe = Orders.random(300, seed + 100);
        FeatureService service = FeatureService.of("orders", fitted.features()).select(fitted.outputs());
        Table served = TrainingSet.of(service, Map.of(), probe, "time").inputs();
        Table transformed = TransformedTable.of(fitted, probe).select(fitted.outputs());
        for (int field = 0; field < fitted.outputs().size(); field++) {
            for (int row = 0; row < probe.rowCount(); row++) {
                assertThat(Double.doubleToLongBits(transformed.row(row).number(field)))
                        .as("seed %s, %s of row %s", seed, fitted.outputs().get(field), row)
                        .isEqualTo(Double.doubleToLongBits(served.row(row).number(field)));
            }
        }
    }

    @Test
    void trainingRowsAreThoseOfServingButForTargetEncodings() {
        Fit fit = TrainingRows.of(Orders.random(150, 12)).fit(Orders.EVERYTHING);
        Table again = TransformedTable.of(fit.fitted(), Orders.random(150, 12));
        List<String> different = new ArrayList<>();
        for (String name : again.schema().names()) {
            if (!again.column(name).digest().equals(fit.training().column(name).digest())) {
                different.add(name);
            }
        }
        assertThat(different).containsExactly(ENCODED, ENCODED + " standard");
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 14, 15})
    void noTrainingRowSeesItsOwnTarget(long seed) {
        Preprocessing encoding = Preprocessing.of(new TargetEncoding("flower", ENCODED, "late", "order", 2, 3, seed));
        Table orders = Orders.random(60, seed);
        Table before = TrainingRows.of(orders).fit(encoding).training();
        for (int changed = 0; changed < orders.rowCount(); changed++) {
            Table after = TrainingRows.of(withOtherTarget(orders, changed))
                    .fit(encoding)
                    .training();
            assertThat(Double.compare(
                            after.doubles(ENCODED).get(changed),
                            before.doubles(ENCODED).get(changed)))
                    .as("seed %s, row %s", seed, changed)
                    .isZero();
            assertThat(after.column(ENCODED).digest())
                    .as("seed %s, row %s", seed, changed)
                    .isNotEqualTo(before.column(ENCODED).digest());
        }
    }

    private static Table withOtherTarget(Table orders, int row) {
        boolean[] late = new boolean[orders.rowCount()];
        for (int i = 0; i < late.length; i++) {
            late[i] = orders.booleans("late").get(i) != (i == row);
        }
        Field field = orders.schema().field(orders.schema().index("late"));
        return orders.without("late").with(field, BooleanColumn.of(late));
    }
}
