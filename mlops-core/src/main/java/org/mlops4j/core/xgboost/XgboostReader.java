// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.xgboost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/** Collects the parts of one model, in whatever order the document holds them, then fits them together. */
final class XgboostReader {

    private static final String LINEAR = "gblinear";
    private static final int MAX_GROUPS = 1 << 16;

    private final DocumentReader in;
    private final List<Tree> trees = new ArrayList<>();
    private final List<String> featureNames = new ArrayList<>();
    private int @Nullable [] version;
    private int @Nullable [] groupOfTree;
    private float @Nullable [] treeWeights;
    private float @Nullable [] linearWeights;
    private @Nullable String booster;
    private @Nullable String objective;
    private @Nullable String baseScore;
    private @Nullable String featureCount;
    private String classCount = "0";
    private String targetCount = "1";

    XgboostReader(DocumentReader in) {
        this.in = in;
    }

    XgboostModel read() {
        in.object(field -> {
            switch (field) {
                case "version" -> version = in.ints();
                case "learner" -> in.object(this::learner);
                default -> in.skip();
            }
        });
        in.end();
        return model();
    }

    private void learner(String field) {
        switch (field) {
            case "learner_model_param" -> in.object(this::modelParameter);
            case "gradient_booster" -> in.object(this::gradientBooster);
            case "objective" -> in.object(this::objective);
            case "feature_names" -> in.array(() -> featureNames.add(in.text()));
            default -> in.skip();
        }
    }

    private void modelParameter(String field) {
        switch (field) {
            case "base_score" -> baseScore = in.text();
            case "num_feature" -> featureCount = in.text();
            case "num_class" -> classCount = in.text();
            case "num_target" -> targetCount = in.text();
            default -> in.skip();
        }
    }

    private void objective(String field) {
        if (field.equals("name")) {
            objective = in.text();
        } else {
            in.skip();
        }
    }

    private void gradientBooster(String field) {
        switch (field) {
            case "name" -> booster = requireBooster(in.text());
            case "gbtree" -> in.object(this::gradientBooster);
            case "model" -> in.object(this::treeModel);
            case "weight_drop" -> treeWeights = once(treeWeights, field, in.floats());
            default -> in.skip();
        }
    }

    private void treeModel(String field) {
        switch (field) {
            case "trees" -> {
                if (!trees.isEmpty()) {
                    throw in.invalid("the section 'trees' appears twice");
                }
                in.array(() -> trees.add(new XgboostTreeReader(in, "tree " + trees.size()).read()));
            }
            case "tree_info" -> {
                if (groupOfTree != null) {
                    throw in.invalid("the section 'tree_info' appears twice");
                }
                groupOfTree = in.ints();
            }
            case "weight_drop" -> treeWeights = once(treeWeights, field, in.floats());
            case "weights" -> linearWeights = once(linearWeights, field, in.floats());
            default -> in.skip();
        }
    }

    private static String requireBooster(String name) {
        if (!name.equals("gbtree") && !name.equals("dart") && !name.equals(LINEAR)) {
            throw new IncompatibleException(
                    "XGBoost booster '" + name + "' is not supported; known are gbtree, dart and gblinear");
        }
        return name;
    }

    private float[] once(float @Nullable [] before, String section, float[] now) {
        if (before != null) {
            throw in.invalid("the section '" + section + "' appears twice");
        }
        return now;
    }

    private XgboostModel model() {
        Version writer = Version.of(require("version", version));
        boolean linear = require("gradient_booster.name", booster).equals(LINEAR);
        Objective known = Objective.named(require("objective.name", objective));
        float[] scores = BaseScore.parse(require("learner_model_param.base_score", baseScore), groups());
        float[] base = known.margins(scores, writer);
        int features = number("num_feature", require("learner_model_param.num_feature", featureCount));
        if (!featureNames.isEmpty() && featureNames.size() != features) {
            throw new InvalidException("XGBoost model names " + featureNames.size() + " features and has " + features);
        }
        return new XgboostModel(
                known.text(),
                known.transform(writer),
                linear ? linear(features, base) : trees(features, base),
                featureNames);
    }

    private Booster trees(int features, float[] base) {
        int[] groupOf = require("gradient_booster.model.tree_info", groupOfTree);
        return new TreeBooster(new TreeEnsemble(features, base, weighted(), groupOf));
    }

    private Booster linear(int features, float[] base) {
        return new LinearBooster(features, base, require("gradient_booster.model.weights", linearWeights));
    }

    private int groups() {
        int classes = number("num_class", classCount);
        int targets = number("num_target", targetCount);
        if (classes > 1 && targets > 1) {
            throw new IncompatibleException("an XGBoost model of " + classes + " classes and " + targets
                    + " targets is not supported; it may have several of one only");
        }
        int groups = Math.max(1, Math.max(classes, targets));
        if (groups > MAX_GROUPS) {
            throw new IncompatibleException(
                    "an XGBoost model may have " + MAX_GROUPS + " classes or targets, this one has " + groups);
        }
        return groups;
    }

    private List<Tree> weighted() {
        float[] weights = treeWeights;
        if (weights == null) {
            return trees;
        }
        if (weights.length != trees.size()) {
            throw new InvalidException(
                    "XGBoost model: weight_drop has " + weights.length + " weights for " + trees.size() + " trees");
        }
        List<Tree> scaled = new ArrayList<>();
        for (int t = 0; t < weights.length; t++) {
            scaled.add(trees.get(t).scaledBy(weights[t]));
        }
        return scaled;
    }

    private static int number(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidException("XGBoost model: " + name + " '" + text + "' is not a number of things", e);
        }
        throw new InvalidException("XGBoost model: " + name + " must not be negative, was " + text);
    }

    private static <T> T require(String section, @Nullable T value) {
        if (value == null) {
            throw new InvalidException("XGBoost model has no " + section);
        }
        return value;
    }
}
