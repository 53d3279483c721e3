// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.features.transform.FittedPreprocessing;
import org.mlops4j.features.transform.Impute;
import org.mlops4j.features.transform.MissingFlag;
import org.mlops4j.features.transform.OneHot;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.Scale;
import org.mlops4j.features.transform.TargetEncoding;
import org.mlops4j.features.transform.fit.Fit;
import org.mlops4j.features.transform.fit.TrainingRows;
import org.mlops4j.features.transform.fit.TransformedTable;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;

/** The code of the guide to transforms. */
class TransformsGuideTest {

    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    @Test
    void whatIsLearntIsSavedWithTheModelAndComputesTheSameBits(@TempDir Path directory) {
        Table rows = flights(200);
        Instant evaluationStarts = START.plusSeconds(200 * 600L);
        Preprocessing preprocessing = Preprocessing.of(
                new MissingFlag("distance", "distance missing"),
                new Impute("distance", "distance full", Impute.Statistic.MEDIAN),
                new Scale("distance full", "distance scaled", Scale.Method.STANDARD),
                new OneHot("carrier", "carrier is", 10, OneHot.Others.TOGETHER),
                new TargetEncoding("origin", "origin late", "late", "flight", 20, 5, 42));
        Fit fit = TrainingRows.of(rows)
                .timedBy("departed")
                .before(evaluationStarts)
                .fit(preprocessing);
        assertThat(fit.training().rowCount()).isEqualTo(200);

        byte[] bytes = {1, 2, 3};
        try (Mlops mlops = Mlops.open(directory)) {
            Document stored = fit.fitted().toDocument();
            ModelPackage model =
                    ModelPackage.of("ours").withFile("model", bytes).property("preprocessing", stored);
            mlops.registry().register("late-flights", model);
        }
        try (Mlops mlops = Mlops.open(directory)) {
            ModelVersion version = mlops.registry().load("late-flights", 1);
            FittedPreprocessing fitted =
                    FittedPreprocessing.from(version.manifest().properties().get("preprocessing"));
            FeatureService service =
                    FeatureService.of("late-flights", fitted.features()).select(fitted.outputs());
            Table transformed = TransformedTable.of(fitted, rows);

            assertThat(fitted.digest()).isEqualTo(fit.fitted().digest());
            assertThat(transformed.digest())
                    .isEqualTo(TransformedTable.of(fit.fitted(), rows).digest());
            Table served = TrainingSet.of(service, Map.of(), rows, "departed").inputs();
            for (String output : fitted.outputs()) {
                assertThat(served.doubles(output).toArray())
                        .containsExactly(transformed.doubles(output).toArray());
            }
        }
    }

    private static Table flights(int count) {
        Table.Builder table = Table.builder(Schema.of(
                Field.of("flight", DataType.INT64),
                Field.of("departed", DataType.TIMESTAMP),
                Field.of("origin", DataType.STRING),
                Field.of("carrier", DataType.STRING),
                Field.nullable("distance", DataType.FLOAT64),
                Field.of("late", DataType.BOOLEAN)));
        Random random = new Random(3);
        for (int i = 0; i < count; i++) {
            table.add(
                    (long) i,
                    START.plusSeconds(600L * i),
                    random.nextBoolean() ? "ORD" : "ATL",
                    random.nextInt(3) == 0 ? "AA" : "UA",
                    random.nextInt(9) == 0 ? null : 2_000 * random.nextDouble(),
                    random.nextInt(4) == 0);
        }
        return table.build();
    }
}
