// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.mean;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;

/**
 * The work of {@code ScaleStudy} in the benchmarks, on the same rows, on Spark with two threads: a program, which takes
 * the sizes as its arguments and prints a row of a table for each.
 */
final class SparkScaleStudy {

    private static final Schema PAYMENTS = Schema.of(
            Field.of("customer", DataType.INT64),
            Field.of("at", DataType.TIMESTAMP),
            Field.of("amount", DataType.FLOAT64));

    private static final SparkSession SPARK = LocalSpark.session();

    private SparkScaleStudy() {}

    public static void main(String[] sizes) throws IOException {
        FeatureView payments = FeatureView.named("payments")
                .entity("customer")
                .from(PAYMENTS)
                .eventTime("at")
                .feature("mean_1d", mean(col("amount")).over(days(1)), 0)
                .feature("payments_7d", count().over(days(7)), 0)
                .build();
        SparkFeatures features =
                SparkFeatures.of(FeatureService.of("scale", payments)).partitions(8);
        ReferenceProfile reference =
                ReferenceProfile.of(DataFrames.table(rows(200_000), PAYMENTS), List.of("customer", "amount"));
        try (Mlops mlops = Mlops.open(Files.createTempDirectory("scale"))) {
            register(mlops);
            SparkScores scores = SparkScores.named("scale", mlops);
            measure("warm-up", Long.parseLong(sizes[0]), rows -> sum(training(features, rows), "mean_1d"));
            for (String size : sizes) {
                long count = Long.parseLong(size);
                measure("read", count, rows -> sum(rows, "amount"));
                measure("training set", count, rows -> sum(training(features, rows), "mean_1d"));
                measure(
                        "profile",
                        count,
                        rows -> SparkProfiles.count(reference, rows).rows());
                measure("scores", count, rows -> sum(scores.score(rows), "risk"));
            }
        }
    }

    private static void measure(String work, long rows, ToDoubleFunction<Dataset<Row>> run) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long busy = process.getProcessCpuTime();
        long begin = System.nanoTime();
        double check = run.applyAsDouble(rows(rows));
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = (process.getProcessCpuTime() - busy) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.2f | %.2f | %.2f | %s |%n",
                work,
                rows,
                seconds,
                cpu,
                rows / seconds / 1e6,
                check);
    }

    private static Dataset<Row> training(SparkFeatures features, Dataset<Row> events) {
        return features.from("payments", events)
                .trainingSet(rows(events.count() / 10).drop("amount"), "at");
    }

    private static Dataset<Row> rows(long count) {
        long step = 30L * 86_400 * 1_000_000 / count;
        return SPARK.range(count)
                .selectExpr(
                        "id * 7919 % 100000 AS customer",
                        "timestamp_micros(1767225600000000L + id * " + step + ") AS at",
                        "id * 31 % 1000 / 8.0D AS amount");
    }

    private static double sum(Dataset<Row> rows, String column) {
        return rows.selectExpr("sum(" + column + ")").first().getDouble(0);
    }

    private static void register(Mlops mlops) {
        byte[] model = "{\"intercept\": 1, \"coefficients\": [0.00001, 0.1], \"link\": \"logit\"}"
                .getBytes(StandardCharsets.UTF_8);
        Signature signature = new Signature(PAYMENTS.without("at"), Schema.of(Field.of("risk", DataType.FLOAT64)));
        mlops.registry()
                .alias("scale", "champion")
                .moveTo(
                        mlops.registry()
                                .register(
                                        "scale",
                                        ModelPackage.of("linear")
                                                .withFile("model", model)
                                                .signature(signature)),
                        "to be measured");
    }
}
