// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.VectorColumn;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.profile.SketchedProfile;

class SparkProfilesTest {

    private final SparkSession spark = LocalSpark.session();

    @ParameterizedTest(name = "seed {0}, {1} partitions")
    @CsvSource({"1, 1", "2, 2", "3, 7"})
    void theSumOverPartitionsHasTheBitsOfOnePass(long seed, int partitions) {
        RandomEvents random = new RandomEvents(seed);
        ReferenceProfile reference = ReferenceProfile.of(
                withVectors(random.trips(2_000), seed), List.of("fare", "seats", "shared", "kind", "driver", "v"));
        Table rows = withVectors(random.trips(3_000), seed + 1);
        Profile profile =
                SparkProfiles.count(reference, DataFrames.of(spark, rows).repartition(partitions));
        assertThat(profile.toBytes())
                .as("seed %d", seed)
                .isEqualTo(reference.count(rows).toBytes());
        assertThat(profile).isEqualTo(reference.count(rows));
    }

    @ParameterizedTest(name = "seed {0}, {1} partitions")
    @CsvSource({"4, 1", "5, 6"})
    void sketchesOfPartitionsAddUpToThatOfAllRows(long seed, int partitions) {
        Table rows = withVectors(new RandomEvents(seed).trips(2_000), seed);
        Schema columns = rows.schema().select(List.of("fare", "v", "kind", "seats", "shared"));
        SketchedProfile expected = SketchedProfile.of(rows, columns.names());
        SketchedProfile actual = SparkProfiles.sketch(DataFrames.of(spark, rows).repartition(partitions), columns);
        assertThat(actual.toDocument().digest())
                .as("seed %d", seed)
                .isEqualTo(expected.toDocument().digest());
        assertThat(actual.reference()).isEqualTo(expected.reference());
    }

    @Test
    void columnsThatLackOrHoldAnotherKindCountAsInOneProcess() {
        RandomEvents random = new RandomEvents(9);
        ReferenceProfile reference = ReferenceProfile.of(random.trips(300), List.of("fare", "kind", "shared", "seats"));
        Table rows = random.trips(200).without("seats");
        Table odd = rows.select(List.of("kind", "shared"))
                .with(Field.nullable("fare", DataType.STRING), rows.column("kind"));
        Dataset<Row> frame = DataFrames.of(spark, odd).selectExpr("*", "map('a', 1) AS `odd (name)`");
        assertThat(SparkProfiles.count(reference, frame)).isEqualTo(reference.count(odd));
        assertThat(SparkProfiles.count(reference, frame.limit(0))).isEqualTo(reference.count(odd.slice(0, 0)));
        assertThat(SparkProfiles.count(reference, spark.emptyDataFrame()).rows())
                .isZero();
    }

    private static Table withVectors(Table rows, long seed) {
        double[] values =
                new SplittableRandom(seed).doubles(2L * rows.rowCount()).toArray();
        return rows.with(Field.of("v", new DataType.Vector(2)), VectorColumn.of(2, values));
    }
}
