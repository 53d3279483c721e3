// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

class LightgbmFormatTest {

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
            is_linear=0
            shrinkage=1

            end of trees
            """;

    @Test
    void theServiceLoaderFindsIt() {
        List<String> names = ServiceLoader.load(ModelFormat.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        assertThat(names).contains("lightgbm");
    }

    @Test
    void aValueUpToTheThresholdGoesLeft() {
        Predictor model = load(null, MODEL);
        assertThat(predict(model, 500, 0)).isEqualTo(3.5);
        assertThat(predict(model, Math.nextUp(500.0), 0)).isEqualTo(12.25);
        assertThat(predict(model, Double.NEGATIVE_INFINITY, 0)).isEqualTo(3.5);
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(predict(load(null, MODEL.replace("\n", "\r\n")), 501, 0)).isEqualTo(12.25);
    }

    @Test
    void aThresholdMayBeInfinite() {
        Predictor model = load(null, MODEL.replace("threshold=500", "threshold=inf"));
        assertThat(predict(model, Double.POSITIVE_INFINITY, 0)).isEqualTo(3.5);
    }

    @Test
    void aModelWithoutObjectivePredictsRawScores() {
        LightgbmModel model = read(MODEL.replace("objective=regression\n", ""));
        assertThat(model.objective()).isEqualTo("custom");
        assertThat(predict(model.predictor(), 501, 0)).isEqualTo(12.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[objective: binary]|has the objective 'regression', but the model was trained with 'binary'",
                "[boosting: rf]|has no 'average_output', but the model was trained with boosting rf"
            })
    void aHeaderThatContradictsTheParametersOfTheTrainingIsRefused(String parameter, String message) {
        String section = "\nparameters:\n%s\n\nend of parameters\n";
        assertThatThrownBy(() -> read(MODEL + section.formatted(parameter)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(message);
        read(MODEL + section.formatted("[objective: regression]\n[boosting: gbdt]\n[metric: ]\n[odd"));
        String ownGradients = MODEL.replace("objective=regression\n", "") + section.formatted("[objective: custom]");
        assertThat(read(ownGradients).objective()).isEqualTo("custom");
    }

    @Test
    void inputsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> load(inputs("distance"), MODEL))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("the signature has 1 inputs, the model expects 2");
        assertThatThrownBy(() -> load(inputs("delay", "distance"), MODEL))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("input 0 of the signature is 'delay', the model expects 'distance'");
        assertThat(load(inputs("distance", "delay"), MODEL).inputs()).isEqualTo(2);
        assertThat(load(inputs("a", "b"), MODEL.replace("distance delay", "Column_0 Column_1"))
                        .inputs())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=v4            | version=v5          | is of version 'v5', known are v3 and v4",
                "objective=regression  | objective=magic     | objective 'magic' is not supported",
                "objective=regression  | objective=multiclass num_class:3 | does not fit 1 trees",
                "max_feature_idx=1     | max_feature_idx=-1  | the greatest feature -1",
                "distance delay        | distance            | names 1 features and has 2",
                "Tree=0                | Tree=1              | 'Tree=1' where 'Tree=0'",
                "num_leaves=2          | num_leaves=2000000000 | 2 values in 'leaf_value', expected 2000000000",
                "num_leaves=2          | num_leaves=0        | has 0 leaves",
                "left_child=-1         | left_child=0        | child 0, to which another way leads",
                "left_child=-1         | left_child=-3       | child -3 at node 0",
                "left_child=-1         | left_child=-2       | to which another way leads",
                "split_feature=0       | split_feature=2     | compares feature 2, the model has 2",
                "leaf_value=3.5 12.25  | leaf_value=3.5 nan  | has 'nan' in 'leaf_value'",
                "leaf_value=3.5 12.25  | leaf_value=3.5 inf  | the leaf value Infinity",
                "threshold=500         | threshold=NaN       | has 'NaN' in 'threshold'",
                "threshold=500         | threshold=1d        | has '1d' in 'threshold'",
                "decision_type=2       | decision_type=12    | decision type 12 at node 0",
                "decision_type=2       | decision_type=1     | categorical splits and 0 sets",
                "shrinkage=1           | num_cat=0           | 'num_cat' twice",
                "is_linear=0           | is_linear=1         | no field 'leaf_const'",
                "end of trees          | end of              | 'end of' where",
                "num_tree_per_iteration=1 | num_tree_per_iteration=0 | has 0 trees an iteration"
            })
    void whatIsNotSoundIsRefused(String part, String changed, String message) {
        assertThat(MODEL).contains(part);
        assertThatThrownBy(() -> read(MODEL.replace(part, changed)))
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSetOfCategoriesIsOfOneNode() {
        String sets = MODEL.replace("num_cat=0", "num_cat=1\ncat_boundaries=0 1\ncat_threshold=6");
        Predictor model =
                load(null, sets.replace("decision_type=2", "decision_type=1").replace("threshold=500", "threshold=0"));
        assertThat(predict(model, 1, 0)).isEqualTo(3.5);
        assertThat(predict(model, 2.9, 0)).isEqualTo(3.5);
        assertThat(predict(model, 3, 0)).isEqualTo(12.25);
        assertThat(predict(model, -1, 0)).isEqualTo(12.25);
        assertThat(predict(model, Double.NaN, 0)).isEqualTo(12.25);
        assertThatThrownBy(() -> read(sets.replace("decision_type=2", "decision_type=1")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("names the set of categories 500.0, there are 1");
    }

    private static double predict(Predictor model, double... row) {
        double[] out = new double[1];
        model.predict(row, out);
        return out[0];
    }

    private static LightgbmModel read(String text) {
        return LightgbmModel.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Signature inputs(String... names) {
        Schema schema = Schema.of();
        for (String name : names) {
            schema = schema.with(Field.nullable(name, DataType.FLOAT64));
        }
        return new Signature(schema, Schema.of(Field.of("late", DataType.FLOAT64)));
    }

    private static Predictor load(@Nullable Signature signature, String text) {
        ModelManifest manifest = new ModelManifest(
                "lightgbm",
                List.of(new ModelManifest.File("model", Digest.of("model"), 1)),
                signature,
                null,
                Document.object());
        return new LightgbmFormat().load(manifest, name -> text.getBytes(StandardCharsets.UTF_8));
    }
}
