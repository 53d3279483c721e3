// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mlops4j.data.DataType.FLOAT64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.core.compact.CompactFormat;
import org.mlops4j.core.javacode.JavaFormat;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Importance;
import org.mlops4j.serving.LoadedModel;

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

    private static final String XGBOOST = """
            {"learner":{"feature_names":["distance","delay"],
              "gradient_booster":{"model":{"tree_info":[0],"trees":[
                {"tree_param":{"num_nodes":"3","size_leaf_vector":"1"},"left_children":[1,-1,-1],
                 "right_children":[2,-1,-1],"split_indices":[1,0,0],"split_conditions":[15,-1,2.5],
                 "default_left":[1,0,0],"split_type":[0,0,0]}]},"name":"gbtree"},
              "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"2","num_target":"1"},
              "objective":{"name":"reg:squarederror"}},
             "version":[2,1,4]}
            """;

    private static final String LINEAR = """
            {"inputs": ["distance", "delay"], "intercept": -1.5, "coefficients": [0.0004, 0.05], "link": "logit"}
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

    @Test
    void anXgboostModelIsServedFromItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("late.json"), XGBOOST);
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            Signature signature = new Signature(
                    Schema.of(Field.of("distance", FLOAT64), Field.nullable("delay", FLOAT64)),
                    Schema.of(Field.of("late", FLOAT64)));
            ModelVersion version = mlops.registry()
                    .register("late-flights", ModelPackage.xgboost(file).signature(signature));

            try (LoadedModel model = mlops.serving().load("late-flights/1", "test")) {
                double[] out = new double[1];
                model.predictor().predict(new double[] {1250, Double.NaN}, out);
                assertThat(out[0]).isEqualTo(-0.5);
            }
            assertThat(version.number()).isEqualTo(1);
        }
    }

    @Test
    void aLinearModelIsServedFromItsFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("late.json"), LINEAR);
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            mlops.registry().register("late-flights", ModelPackage.of("linear").withFile("model", file));

            try (LoadedModel model = mlops.serving().load("late-flights/1", "test")) {
                double[] out = new double[1];
                model.predictor().predict(new double[] {1250, 30}, out);
                assertThat(out[0]).isCloseTo(1 / (1 + Math.exp(1.5 - 0.5 - 1.5)), within(1e-12));
            }
        }
    }

    @Test
    void aPredictorWrittenInJavaIsServed(@TempDir Path directory) {
        JavaFormat ours = new JavaFormat().with("delay-rule", DelayRule::new);
        try (Mlops mlops = Mlops.builder().directory(directory).format(ours).open()) {
            ModelPackage rule = JavaFormat.model("delay-rule", Document.object().with("limit", 15.0));
            mlops.registry().register("late-flights", rule);

            try (LoadedModel model = mlops.serving().load("late-flights/1", "test")) {
                double[] out = new double[1];
                model.predictor().predict(new double[] {16}, out);
                assertThat(out).containsExactly(1);
            }
        }
    }

    @Test
    void aFormatOfOnesOwnIsServed(@TempDir Path directory) {
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .format(new ScorecardFormat())
                .open()) {
            ModelPackage scorecard = ModelPackage.of("scorecard").withFile("model", "15,1\n1000,0.5".getBytes(UTF_8));
            mlops.registry().register("late-flights", scorecard);

            try (LoadedModel model = mlops.serving().load("late-flights/1", "test")) {
                double[] out = new double[1];
                model.predictor().predict(new double[] {16, 1250}, out);
                assertThat(out).containsExactly(1.5);
            }
            ModelPackage narrow = scorecard.signature(
                    new Signature(Schema.of(Field.of("delay", FLOAT64)), Schema.of(Field.of("late", FLOAT64))));
            assertThatThrownBy(() -> mlops.registry().register("late-flights", narrow))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("the signature has 1 inputs, the model expects 2");
            mlops.registry()
                    .register("late-flights", ModelPackage.of("scorecard").withFile("model", "15".getBytes(UTF_8)));
            assertThatThrownBy(() -> mlops.serving().load("late-flights/2", "test"))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("lines of two numbers");
        }
    }
}
