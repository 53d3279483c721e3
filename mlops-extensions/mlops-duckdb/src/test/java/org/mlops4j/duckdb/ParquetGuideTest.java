// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.Source;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;

/** The code of the guide to Parquet. */
class ParquetGuideTest {

    private static final String CSV = """
            origin,departed,delay
            ORD,2001-01-01T06:00:00Z,12
            ATL,2001-01-01T06:05:00Z,4
            ORD,2001-01-01T07:30:00.000000001Z,-3
            """;

    @TempDir
    private Path directory;

    @Test
    void fromAFileToFeaturesAndBack() throws Exception {
        Path csv = Files.writeString(directory.resolve("flights.csv"), CSV);
        Path file = directory.resolve("flights.parquet");
        long rows = Parquet.write(file, Schema.of(Flight.class), Csv.of(csv));
        assertThat(rows).isEqualTo(3);

        FeatureView departures = FeatureView.named("departures")
                .entity("origin")
                .from(Flight.class)
                .eventTime("departed")
                .feature("mean_delay_3h", mean(col("delay")).over(hours(3)))
                .build();
        FeatureService service = FeatureService.of("late", departures);
        Table labels = Csv.of(csv).table(Flight.class);
        TrainingSet training = TrainingSet.of(
                service, Map.of("departures", Parquet.of(file)), labels, "departed", Spill.to(directory));
        Parquet.write(directory.resolve("training.parquet"), training.table());
        assertThat(Parquet.of(directory.resolve("training.parquet"))
                        .table(training.table().schema())
                        .digest())
                .isEqualTo(training.table().digest());

        try (Mlops mlops = Mlops.open(directory.resolve("store"));
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(service);
            features.push("departures", Parquet.of(file));
            assertThat(features.history("departures").rowCount()).isEqualTo(3);
        }
        assertThat(delayed(directory).table(Flight.class).row(0).instant(1))
                .isEqualTo(Instant.parse("2001-01-01T06:00:00Z"));
    }

    private static Source delayed(Path directory) {
        Source late = DuckDbQuery.of("SELECT * FROM flights WHERE origin = ? AND delay > ? ORDER BY departed")
                .from("flights", Parquet.of(directory.resolve("flights.parquet")))
                .with("ORD", 10);
        return late;
    }

    record Flight(String origin, Instant departed, double delay) {}
}
