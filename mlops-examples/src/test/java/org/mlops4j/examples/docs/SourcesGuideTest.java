// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Expectation.between;
import static org.mlops4j.features.Expectation.matches;
import static org.mlops4j.features.Expectation.notNull;
import static org.mlops4j.features.Expectation.nullShare;
import static org.mlops4j.features.Expectation.that;
import static org.mlops4j.features.Expectation.unique;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.hours;
import static org.mlops4j.features.Features.mean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Snapshot;
import org.mlops4j.data.StringColumn;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Csv;
import org.mlops4j.features.source.JdbcQuery;
import org.mlops4j.features.source.Source;
import org.mlops4j.features.store.FeatureStore;
import org.mlops4j.features.store.TrainingSet;
import org.sqlite.SQLiteDataSource;

/** The code of the guide to sources. */
class SourcesGuideTest {

    /** An event of the guide. */
    record Flight(String carrier, String origin, Instant departed, Instant landed, double delay) {}

    /** A label of the guide. */
    record Label(String origin, Instant scheduled, boolean late) {}

    @TempDir
    private Path directory;

    @Test
    void fromAFileToOnLineFeatures() throws IOException, SQLException {
        Path file = Files.writeString(directory.resolve("flights.csv"), """
                carrier,origin,departed,landed,delay
                AA,ORD,2026-03-01T06:00:00Z,2026-03-01T08:00:00Z,12
                UA,ORD,2026-03-01T07:00:00Z,2026-03-01T09:30:00Z,30
                AA,ord,2026-03-01T07:10:00Z,2026-03-01T09:10:00Z,3
                UA,,2026-03-01T07:20:00Z,2026-03-01T09:20:00Z,5
                UA,ORD,2026-03-01T07:00:00Z,2026-03-01T09:30:00Z,30
                AA,ATL,2026-03-01T07:30:00Z,2026-03-01T09:00:00Z,NA
                DL,ATL,2026-03-01T07:40:00Z,2026-03-01T09:00:00Z,5000
                """);
        Path labelFile = Files.writeString(directory.resolve("labels.csv"), """
                origin,scheduled,late
                ORD,2026-03-01T12:00:00Z,true
                ATL,2026-03-01T12:30:00Z,false
                """);
        try (Mlops mlops = Mlops.open(directory.resolve("mlops"));
                FeatureStore features = FeatureStore.on(mlops)) {
            FeatureView departures = FeatureView.named("departures")
                    .entity("airport", "origin")
                    .from(Flight.class)
                    .eventTime("departed")
                    .availableAt("landed")
                    .feature("mean_delay_24h", mean(col("delay")).over(hours(24)))
                    .feature("flights", count())
                    .expect(notNull("origin").orQuarantine())
                    .expect(matches("origin", "[A-Z]{3}").orQuarantine())
                    .expect(that(col("landed").ge(col("departed"))))
                    .expect(unique("carrier", "origin", "departed").orQuarantine())
                    .expect(notNull("delay").orQuarantine())
                    .expect(nullShare("delay", 0.5))
                    .expect(between("delay", -120, 3_000).orWarn())
                    .build();
            FeatureService service = FeatureService.of("late-flights", departures);
            features.apply(service);

            ExpectationReport report = features.push("departures", Csv.of(file).nulls("", "NA"));
            System.out.println(report);
            assertThat(report.toString()).isEqualTo("""
                    feature view 'departures': 7 rows, 3 taken, 4 quarantined
                      expected not origin is null, or quarantine: 1 row fails: 3
                      expected regex_find(origin, '\\A(?:[A-Z]{3})\\z'), or quarantine: 1 row fails: 2
                      expected unique carrier, origin, departed, or quarantine: 1 row fails: 4
                      expected not delay is null, or quarantine: 1 row fails: 5
                      expected delay between -120.0 and 3000.0, or warn: 1 row fails: 6""");

            Csv local = Csv.of(file).times("uuuu-MM-dd HH:mm", ZoneId.of("America/Chicago"));
            assertThat(local.toString()).contains("flights.csv");

            Snapshot kept = Csv.of(labelFile).save(Schema.of(Label.class), mlops.snapshots(), "labels");
            Source again = Source.of(mlops.snapshots(), kept);
            assertThat(again.table(Label.class).rowCount()).isEqualTo(2);

            Table wrong = features.quarantine("departures").slice(0, 1);
            System.out.println(
                    wrong.row(0).instant("quarantine.at") + " " + wrong.row(0).text("quarantine.reason"));
            Table repaired = wrong.without("origin").with(Field.of("origin", DataType.STRING), StringColumn.of("ORD"));
            features.push("departures", repaired);

            DataSource database = database();
            features.push("departures", JdbcQuery.of(database, "SELECT * FROM flights ORDER BY departed, carrier"));
            assertThat(features.history("departures").rowCount()).isEqualTo(5);

            Table labels = Csv.of(labelFile).table(Label.class);
            TrainingSet training = features.trainingSet(service, labels, "scheduled");
            assertThat(training.inputs().doubles("flights").toArray()).containsExactly(4, 1);

            TrainingSet large = features.trainingSet(service, labels, "scheduled", Spill.to(directory));
            assertThat(large.table().digest()).isEqualTo(training.table().digest());

            DatasetRef dataset = features.trainingSets().save("train", training);
            TrainingSet same = features.trainingSets().reproduce(dataset);
            assertThat(same.table().digest()).isEqualTo(dataset.digest());

            Row request = Row.of(Schema.of(Field.of("origin", DataType.STRING)), "ORD");
            long now = Times.nanos(Instant.parse("2026-03-01T12:00:00Z"));
            VectorReader reader = features.reader(service);
            double[] vector = new double[reader.names().size()];
            reader.read(request, now, vector);
            assertThat(vector).containsExactly((12 + 30 + 3 + 7) / 4.0, 4);
        }
    }

    private DataSource database() throws SQLException {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + directory.resolve("flights.db"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE flights (carrier TEXT, origin TEXT, departed TEXT, landed TEXT, delay REAL)");
            statement.execute(
                    "INSERT INTO flights VALUES ('UA', 'ORD', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', 7)");
        }
        return database;
    }
}
