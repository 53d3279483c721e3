// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.compact.CompactFormat;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;

/** The code of the guide to model formats. */
class ModelsGuideTest {

    private static final String MODEL = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=regression
            feature_names=distance delay
            feature_infos=[0:3000] none

            Tree=0
            num_leaves=2
            num_cat=0
            split_feature=0
            threshold=500
            decision_type=2
            left_child=-1
            right_child=-2
            leaf_value=3.5 12.25
            split_gain=7.5
            leaf_count=30 10
            internal_count=40
            is_linear=0
            shrinkage=1

            end of trees
            """;

    @Test
    void aLightgbmModelIsServedFromItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("model.txt"), MODEL);
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            ModelVersion version = mlops.registry().register("late-flights", ModelPackage.lightgbm(file));
            mlops.registry().alias("late-flights", "champion").moveTo(version, "first model");
            Deployment late =
                    mlops.serving().deploy(DeploymentSpec.named("late-flights").champion("late-flights@champion"));
            double[] delay = new double[1];
            late.score(new double[] {1250.0, Double.NaN}, delay);

            assertThat(delay).containsExactly(12.25);

            ModelPackage compact = CompactFormat.convert(ModelPackage.lightgbm(file));
            ModelVersion fast = mlops.registry().register("late-flights", compact);
            assertThat(fast.manifest().format()).isEqualTo("compact");

            Explainer explainer = mlops.serving().explainer("late-flights@champion", "late-flights");
            double[] contributions = new double[explainer.groups() * (explainer.inputs() + 1)];
            explainer.explain(new double[] {1250.0, Double.NaN}, contributions);
            assertThat(contributions).containsExactly(12.25 - 5.6875, 0, 5.6875);

            List<Importance> importances = mlops.serving().importances("late-flights@champion", "late-flights");
            importances.stream()
                    .sorted(Comparator.comparingDouble(Importance::totalGain).reversed())
                    .forEach(importance -> System.out.println(importance.input() + " " + importance.totalGain()));
            assertThat(importances).containsExactly(new Importance(0, 1, 7.5, 40));
        }
    }
}
