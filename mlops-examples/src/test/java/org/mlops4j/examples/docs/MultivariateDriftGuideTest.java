// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.attribution.AttributionDrift;
import org.mlops4j.monitoring.attribution.AttributionTest;
import org.mlops4j.monitoring.attribution.Attributions;
import org.mlops4j.monitoring.drift.Drift;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.drift.DriftReport;
import org.mlops4j.monitoring.drift.DriftResult;
import org.mlops4j.monitoring.drift.DriftVerdict;
import org.mlops4j.monitoring.multivariate.ClassifierDrift;
import org.mlops4j.monitoring.multivariate.ClassifierTest;
import org.mlops4j.monitoring.multivariate.Criterion;
import org.mlops4j.monitoring.multivariate.EmbeddingDrift;
import org.mlops4j.monitoring.multivariate.EmbeddingTest;
import org.mlops4j.monitoring.multivariate.KernelTest;
import org.mlops4j.monitoring.multivariate.ReconstructionDrift;
import org.mlops4j.monitoring.multivariate.ReconstructionReference;
import org.mlops4j.monitoring.multivariate.ReconstructionTest;
import org.mlops4j.monitoring.segment.SegmentReport;
import org.mlops4j.monitoring.segment.SegmentTest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Explainer;

/** What docs/guides/drift-multivariate.md tells, run. */
class MultivariateDriftGuideTest {

    private static final Schema PAYMENTS = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.of("limit", DataType.FLOAT64),
            Field.of("country", DataType.STRING),
            Field.of("comment", DataType.STRING),
            Field.of("embedding", new DataType.Vector(4)));

    private static final String MODEL = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=regression
            feature_names=amount hour
            feature_infos=[0:3000] [0:23]

            Tree=0
            num_leaves=2
            num_cat=0
            split_feature=0
            threshold=500
            decision_type=2
            left_child=-1
            right_child=-2
            leaf_value=3.5 12.25
            leaf_count=30 10
            internal_count=40
            is_linear=0
            shrinkage=1

            Tree=1
            num_leaves=2
            num_cat=0
            split_feature=1
            threshold=20
            decision_type=2
            left_child=-1
            right_child=-2
            leaf_value=0 4
            leaf_count=36 4
            internal_count=40
            is_linear=0
            shrinkage=1

            end of trees
            """;

    @Test
    void aTurnOfTwoColumnsIsTold() {
        Table reference = payments(1, 2_500, 0.8);
        Table current = payments(2, 2_500, -0.8);

        DriftReport columns = Drift.between(reference, current, DriftPolicy.defaults());
        ClassifierDrift joint = ClassifierTest.defaults().withTexts("comment").compare(reference, current);
        System.out.println(
                columns.verdict() + " column by column, " + joint.result().verdict() + " jointly");
        joint.separators().forEach(System.out::println);

        assertThat(columns.verdict()).isNotEqualTo(DriftVerdict.DRIFT);
        assertThat(joint.result().verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(joint.separators().get(0).feature()).isEqualTo("amount × limit");
    }

    @Test
    void kernelsAndComponentsSeeItToo() {
        Table training = payments(1, 4_000, 0.8);
        Table week = payments(2, 600, -0.8);

        DriftResult energy = KernelTest.energyDistance()
                .withPermutations(1_999)
                .withCriterion(new Criterion(0.03, 0.001))
                .compare(training.slice(0, 500), week);

        ReconstructionReference reference = ReconstructionTest.defaults().fit(training);
        ReconstructionDrift drift = reference.compare(week);
        System.out.printf("error %.2f, expected %.2f to %.2f%n", drift.error(), drift.low(), drift.high());

        assertThat(energy.verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(drift.result().verdict()).isEqualTo(DriftVerdict.DRIFT);
    }

    @Test
    void embeddingsAndSegments() {
        Table reference = payments(1, 800, 0.8);
        Table current = payments(2, 800, 0.8);

        EmbeddingDrift embeddings =
                EmbeddingTest.defaults().compare(reference.vectors("embedding"), current.vectors("embedding"));

        SegmentReport segments = SegmentTest.defaults().compare(reference, current.without("embedding"), "country");
        segments.drifted()
                .forEach(segment -> System.out.println(segment.segment() + ": "
                        + segment.report().drifted().get(0).column()));

        assertThat(embeddings.verdict()).isNotEqualTo(DriftVerdict.DRIFT);
        assertThat(segments.drifted()).isEmpty();
    }

    @Test
    void theModelGoesByOtherInputs(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("model.txt"), MODEL);
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            ModelVersion version = mlops.registry().register("fraud", ModelPackage.lightgbm(file));
            mlops.registry().alias("fraud", "champion").moveTo(version, "first model");
            Table training = inputs(1, 200, 0, 24);
            Table tonight = inputs(2, 200, 21, 24);

            Explainer explainer = mlops.serving().explainer("fraud@champion", "attribution-drift");
            AttributionDrift drift = AttributionTest.defaults()
                    .compare(Attributions.of(explainer, training), Attributions.of(explainer, tonight));
            System.out.println(
                    "nDCG " + drift.ndcg() + ", most changed: " + drift.inputs().get(0));

            assertThat(drift.result().verdict()).isEqualTo(DriftVerdict.DRIFT);
        }
    }

    private static Table inputs(long seed, int rows, int from, int to) {
        Random random = new Random(seed);
        Table.Builder table =
                Table.builder(Schema.of(Field.of("amount", DataType.FLOAT64), Field.of("hour", DataType.INT64)));
        for (int i = 0; i < rows; i++) {
            table.add(from == 0 ? 650 * random.nextDouble() : 400.0, (long) (from + random.nextInt(to - from)));
        }
        return table.build();
    }

    private static Table payments(long seed, int rows, double correlation) {
        Random random = new Random(seed);
        String[] countries = {"DE", "FR", "PL"};
        String[] words = {"rent", "food", "gift", "fuel", "books"};
        Table.Builder table = Table.builder(PAYMENTS);
        for (int i = 0; i < rows; i++) {
            double amount = random.nextGaussian();
            double rest = Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            double[] embedding = {
                random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()
            };
            table.add(
                    100 + 20 * amount,
                    500 + 50 * (correlation * amount + rest),
                    countries[random.nextInt(3)],
                    words[random.nextInt(5)] + " " + words[random.nextInt(5)],
                    embedding);
        }
        return table.build();
    }
}
