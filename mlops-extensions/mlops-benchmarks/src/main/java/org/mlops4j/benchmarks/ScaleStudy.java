// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.count;
import static org.mlops4j.features.Features.days;
import static org.mlops4j.features.Features.mean;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.batch.PageScorer;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Source;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.monitoring.profile.Profile;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.LoadedModel;

/**
 * How time and memory grow with rows in one process: reading alone, a training set with a label for each ten events, a
 * profile, batch scores by a linear model. Prints a row of a table for each size that is given. Run it once more under
 * {@code taskset -c 0} to see what the second core gives. The same work on Spark is {@code SparkScaleStudy} among the
 * tests of {@code mlops-spark}.
 */
public final class ScaleStudy {

    private static final int EVENTS_A_LABEL = 10;
    private static final String MODEL = "{\"intercept\": 1, \"coefficients\": [0.00001, 0.1], \"link\": \"logit\"}";

    private ScaleStudy() {}

    /** Measures the sizes; the first one twice, because the compiler is part of the first run. */
    public static void main(String[] sizes) throws IOException {
        Path directory = Files.createTempDirectory("scale");
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            register(mlops);
            System.out.println(
                    "| work | rows | s | s of CPU | million rows/s | heap at most, MB | check |\n|---|---|---|---|---|---|---|");
            measure("warm-up", Long.parseLong(sizes[0]), rows -> trainingSet(rows, directory));
            for (String size : sizes) {
                long rows = Long.parseLong(size);
                measure("read", rows, ScaleStudy::read);
                measure("training set", rows, events -> trainingSet(events, directory));
                measure("profile", rows, ScaleStudy::profile);
                measure("scores", rows, events -> scores(events, mlops));
            }
        }
    }

    private static void measure(String work, long rows, LongToDoubleFunction run) {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long begin = System.nanoTime();
        long busy = cpu();
        double check = run.applyAsDouble(rows);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long bytes =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.2f | %.2f | %.2f | %d | %s |%n",
                work,
                rows,
                seconds,
                (cpu() - busy) / 1e9,
                rows / seconds / 1e6,
                bytes >> 20,
                check);
    }

    /** {@return the nanoseconds of all threads so far: what other programs on the machine do not change much} */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double read(long rows) {
        double sum = 0;
        try (Source.Pages pages = new ScaleRows(rows).open(ScaleRows.SCHEMA)) {
            for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                sum += page.doubles("amount").get(page.rowCount() - 1);
            }
        }
        return sum;
    }

    private static double trainingSet(long rows, Path directory) {
        FeatureView payments = FeatureView.named("payments")
                .entity("customer")
                .from(ScaleRows.SCHEMA)
                .eventTime("at")
                .feature("mean_1d", mean(col("amount")).over(days(1)), 0)
                .feature("payments_7d", count().over(days(7)), 0)
                .build();
        FeatureService service = FeatureService.of("scale", payments);
        Table labels =
                new ScaleRows(rows / EVENTS_A_LABEL).table(ScaleRows.SCHEMA).without("amount");
        TrainingSet training =
                TrainingSet.of(service, Map.of("payments", new ScaleRows(rows)), labels, "at", Spill.to(directory));
        return Arrays.stream(training.table().doubles("mean_1d").toArray()).sum();
    }

    private static double profile(long rows) {
        ReferenceProfile reference =
                ReferenceProfile.of(new ScaleRows(200_000).table(ScaleRows.SCHEMA), List.of("customer", "amount"));
        Profile profile = reference.count(Table.builder(ScaleRows.SCHEMA).build());
        try (Source.Pages pages = new ScaleRows(rows).open(ScaleRows.SCHEMA)) {
            for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                profile = profile.plus(reference.count(page));
            }
        }
        return profile.rows();
    }

    private static double scores(long rows, Mlops mlops) {
        double sum = 0;
        try (LoadedModel model = mlops.serving().load("scale@champion", "scale")) {
            PageScorer scorer = new PageScorer(model, List.of());
            try (Source.Pages pages = new ScaleRows(rows).open(scorer.input())) {
                for (Table page = pages.next(); page.rowCount() > 0; page = pages.next()) {
                    Table scores = scorer.score(page, mlops.clock().instant()).table();
                    sum += scores.doubles("risk").get(0);
                }
            }
        }
        return sum;
    }

    private static void register(Mlops mlops) {
        Signature signature =
                new Signature(ScaleRows.SCHEMA.without("at"), Schema.of(Field.of("risk", DataType.FLOAT64)));
        ModelPackage model = ModelPackage.of("linear")
                .withFile("model", MODEL.getBytes(StandardCharsets.UTF_8))
                .signature(signature);
        mlops.registry().alias("scale", "champion").moveTo(mlops.registry().register("scale", model), "to be measured");
    }
}
