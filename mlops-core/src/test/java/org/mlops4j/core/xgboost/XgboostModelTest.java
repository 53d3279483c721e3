// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;

class XgboostModelTest {

    private static final String TREE = """
            {"tree_param":{"num_nodes":"3","size_leaf_vector":"1"},"left_children":[1,-1,-1],"right_children":[2,-1,-1],
             "split_indices":[1,0,0],"split_conditions":[5E-1,-1,2.5],"default_left":[1,0,0],"split_type":[0,0,0]}""";

    private static final String MODEL = """
            {"learner":{"feature_names":["a","b"],
              "gradient_booster":{"model":{"tree_info":[0],"trees":[%s]},"name":"gbtree"},
              "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"2","num_target":"1"},
              "objective":{"name":"reg:squarederror"}},
             "version":[2,1,4]}""".formatted(TREE);

    @Test
    void aModelIsReadFromText() {
        XgboostModel model = read(MODEL);
        assertThat(model.objective()).isEqualTo("reg:squarederror");
        assertThat(model.features()).isEqualTo(2);
        assertThat(model.featureNames()).containsExactly("a", "b");
        assertThat(predict(model, 0, 0.4)).isEqualTo(-0.5);
        assertThat(predict(model, 0, 0.5)).isEqualTo(3);
        assertThat(predict(model, 0, Double.NaN)).isEqualTo(-0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5E-1|-0.5", "[5E-1]|-0.5", "(5E-1)|-0.5", "[ 0.5 ]|-0.5", "2|1", "-3E0|-4"})
    void everySpellingOfABaseScoreIsUnderstood(String baseScore, double expected) {
        assertThat(predict(read(MODEL.replace("\"5E-1\"", "\"" + baseScore + "\"")), 0, 0))
                .isEqualTo(expected);
    }

    @Test
    void aBaseScoreForEachClassIsUnderstood() {
        XgboostModel model = read(MODEL.replace("\"5E-1\"", "\"[1E0,2E0,4E0]\"")
                .replace("\"num_class\":\"0\"", "\"num_class\":\"3\"")
                .replace("\"tree_info\":[0]", "\"tree_info\":[1]"));
        double[] out = new double[3];
        model.marginPredictor().predict(new double[2], out);
        assertThat(out).containsExactly(1, 1, 4);
    }

    @Test
    void leavesOfSeveralValuesAreReadFromEitherPlace() {
        String three = MODEL.replace("\"num_target\":\"1\"", "\"num_target\":\"3\"")
                .replace("\"size_leaf_vector\":\"1\"}", "\"size_leaf_vector\":\"3\"},%s");
        assertThat(margins(three.formatted("\"base_weights\":[0,0,0,1,2,3,4,5,6]"), 1, 0.4))
                .containsExactly(1.5, 2.5, 3.5);
        String since32 = three.replace("[2,-1,-1]", "[2,1,0]").formatted("\"leaf_weights\":[1,2,3,4,5,6]");
        assertThat(margins(since32, 1, 0.4)).containsExactly(4.5, 5.5, 6.5);
        assertThat(margins(since32.replace("\"gbtree\"", "\"dart\",\"weight_drop\":[0.5]"), 1, 0.6))
                .containsExactly(1, 1.5, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2,1,0]|[1,2,3,4,5]|the leaf 1 with values at place 1, there are 5 values",
                "[2,1,1]|[1,2,3,4,5,6]|the leaf 2 with values at place 1, there are 6 values",
                "[2,-1,0]|[1,2,3,4,5,6]|the leaf 1 with values at place -1",
                "[2,1]|[1,2,3,4,5,6]|3 left children, 2 right children",
                "[2,1,0]|[1,2,3,4,5,Infinity]|node 1 has the leaf value Infinity"
            })
    void valuesOfLeavesThatDoNotFitAreRefused(String rightChildren, String weights, String message) {
        String model = MODEL.replace("\"num_target\":\"1\"", "\"num_target\":\"3\"")
                .replace("\"size_leaf_vector\":\"1\"}", "\"size_leaf_vector\":\"3\"},\"leaf_weights\":" + weights)
                .replace("[2,-1,-1]", rightChildren);
        assertThatThrownBy(() -> read(model))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(message);
    }

    @Test
    void leavesOfSeveralValuesInAnotherEncodingAreRefused() {
        String vectors = MODEL.replace("\"num_target\":\"1\"", "\"num_target\":\"3\"")
                .replace(
                        "\"size_leaf_vector\":\"1\"}",
                        "\"size_leaf_vector\":\"3\"},\"base_weights\":[0,0,0,1,2,3,4,5,6]");
        assertThatThrownBy(() -> XgboostModel.read(vectors.getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("the text is not UTF-8");
    }

    /** As in Booster.predict: only some wrappers of the library obey the attribute. */
    @Test
    void treesBehindTheBestIterationCountToo() {
        XgboostModel model = read(MODEL.replace("\"tree_info\":[0]", "\"tree_info\":[0,0]")
                .replace(TREE, TREE + "," + TREE)
                .replace("{\"learner\":{", "{\"learner\":{\"attributes\":{\"best_iteration\":\"0\"},"));
        assertThat(predict(model, 0, 1)).isEqualTo(0.5 + 2.5 + 2.5);
    }

    @Test
    void theWeightsOfDroppedTreesCount() {
        XgboostModel model = read(MODEL.replace("\"name\":\"gbtree\"", "\"name\":\"dart\",\"weight_drop\":[0.5]"));
        assertThat(predict(model, 0, 1)).isEqualTo(0.5 + 1.25);
        String since34 = MODEL.replace("[2,1,4]", "[3,4,0]");
        XgboostModel inside = read(since34.replace("\"tree_info\"", "\"weight_drop\":[0.5],\"tree_info\""));
        assertThat(predict(inside, 0, 1)).isEqualTo(0.5 + 1.25);
        assertThatThrownBy(() -> read(since34.replace("\"tree_info\"", "\"weight_drop\":[0.5,1],\"tree_info\"")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("weight_drop has 2 weights for 1 trees");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reg:squarederror|survival:weibull|objective 'survival:weibull' is not supported; known are reg:squarederror",
                "\"name\":\"gbtree\"|\"name\":\"gbforest\"|booster 'gbforest' is not supported; known are gbtree, dart and gblinear",
                "[2,1,4]|[4,0,0]|was written by XGBoost 4.0, known are 1.0 to 3.4",
                "[2,1,4]|[3,5,0]|was written by XGBoost 3.5, known are 1.0 to 3.4",
                "[2,1,4]|[0,90]|was written by XGBoost 0.90, known are 1.0 to 3.4",
                "[2,1,4]|[3]|does not say which version of XGBoost wrote it",
                "\"num_class\":\"0\"|\"num_class\":\"99999999\"|may have 65536 classes"
            })
    void whatIsNotSupportedIsNamed(String part, String other, String message) {
        assertThat(MODEL).contains(part);
        assertThatThrownBy(() -> read(MODEL.replace(part, other)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"split_type\":[0,0,0]|\"split_type\":[1,0,0]|tree 0 has a node 0 of type 1 without categories",
                "\"size_leaf_vector\":\"1\"|\"size_leaf_vector\":\"3\"|the leaf 1 with values at place 1, there are 0 values, 3 a leaf",
                "\"size_leaf_vector\":\"1\"|\"size_leaf_vector\":\"-3\"|has leaves of the size '-3'",
                "\"split_type\":[0,0,0]|\"split_type\":[2,0,0]|tree 0 has a node 0 of type 2 without categories",
                "\"split_type\":[0,0,0]|\"split_type\":[1,0]|and 2 types of 3 nodes",
                "\"split_type\":[0,0,0]|\"split_type\":[0,0,0],\"categories_nodes\":[0],\"categories_segments\":[0],\"categories_sizes\":[1],\"categories\":[3]|has the set of categories 0 of node 0",
                "\"split_type\":[0,0,0]|\"split_type\":[1,0,0],\"categories_nodes\":[0],\"categories_segments\":[0],\"categories_sizes\":[2],\"categories\":[3]|has the set of categories 0 of node 0, place 0 and size 2",
                "\"split_type\":[0,0,0]|\"split_type\":[1,0,0],\"categories_nodes\":[0],\"categories_segments\":[0],\"categories_sizes\":[1],\"categories\":[-3]|has the category -3 at place 0",
                "\"name\":\"gbtree\"|\"name\":\"gblinear\"|has no gradient_booster.model.weights",
                "[1,-1,-1]|[7,-1,-1]|tree 0: node 0 has the child 7",
                "[1,-1,-1]|[0,-1,-1]|tree 0: node 0 has the child 0",
                "[1,-1,-1]|[1,-1]|tree 0: the arrays of its nodes must be there and of one size",
                "[5E-1,-1,2.5]|[NaN,-1,2.5]|tree 0: node 0 has the threshold NaN",
                "[5E-1,-1,2.5]|[5E-1,Infinity,2.5]|tree 0: node 1 has the leaf value Infinity",
                "[5E-1,-1,2.5]|[5E-1,\"-1\",2.5]|expected a number",
                "\"split_indices\":[1,0,0]|\"split_indices\":[2,0,0]|tree 0 compares feature 2, the model has 2",
                "\"tree_info\":[0]|\"tree_info\":[1]|tree 0 is of group 1",
                "\"tree_info\":[0]|\"tree_info\":[0,0]|1 trees states the groups of 2",
                "\"tree_info\":[0],|``|has no gradient_booster.model.tree_info",
                "\"5E-1\"|\"many\"|base_score 'many' is not a number",
                "\"5E-1\"|\"NaN\"|base_score NaN is out of the range",
                "\"5E-1\"|\"[1,2]\"|base_score has 2 values, the model has 1",
                "\"5E-1\"|0.5|expected a text",
                "\"num_feature\":\"2\"|\"num_feature\":\"-2\"|num_feature must not be negative",
                "\"num_feature\":\"2\"|\"num_feature\":\"3\"|names 2 features and has 3",
                "\"version\"|\"learner\"|the field 'learner' appears twice",
                "\"default_left\"|\"left_children\"|the field 'left_children' appears twice"
            })
    void whatIsWrongIsNamed(String part, String other, String message) {
        assertThat(MODEL).contains(part);
        assertThatThrownBy(() -> read(MODEL.replace(part, other)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aBaseScoreThatIsNoProbabilityIsClampedAsTheWritingVersionDid() {
        String one = MODEL.replace("reg:squarederror", "binary:logistic").replace("\"5E-1\"", "\"1\"");
        assertThatThrownBy(() -> read(one))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("base_score 1.0 is out of the range of the objective binary:logistic");
        double[] margin = new double[1];
        read(one.replace("[2,1,4]", "[3,2,0]")).marginPredictor().predict(new double[2], margin);
        assertThat(margin[0] + 1).isBetween(13.7, 13.9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "binf", "\u00ac\u00ed\u0000\u0005", "{", "{}", "{L", "{#", "{$", "[1]", "\u0080\u0004}"
            })
    void whatIsNoModelIsRefused(String text) {
        assertThatThrownBy(() -> XgboostModel.read(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(1_000_000))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> read("{i\u0001a" + "[".repeat(1_000_000)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("nested deeper than 64");
    }

    @Test
    void countsBeyondTheFileAreNotBelieved() {
        assertThatThrownBy(() -> read("{i\u0007version[$l#l\u007f\u007f\u007f\u007f"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("found the count 2139062143, but 0 bytes are left");
        assertThatThrownBy(() -> read("{i\u0007version[$Z#i\u0001"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("unknown type 'Z'");
    }

    @Test
    void uncountedUbjsonIsReadToo() {
        String text =
                "{i\u0007version[i\u0002i\u0001]i\u0007learner{i\u0009objective{i\u0004nameSi\u0010reg:squarederror}}}";
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MlopsException.class)
                .hasMessage("XGBoost model has no gradient_booster.name");
    }

    private static XgboostModel read(String text) {
        return XgboostModel.read(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static double[] margins(String model, double... row) {
        double[] out = new double[3];
        read(model).marginPredictor().predict(row, out);
        return out;
    }

    private static double predict(XgboostModel model, double... row) {
        double[] out = new double[1];
        model.predictor().predict(row, out);
        return out[0];
    }
}
