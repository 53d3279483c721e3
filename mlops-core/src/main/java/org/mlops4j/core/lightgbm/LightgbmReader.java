// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.mlops4j.core.trees.DoubleTransform;
import org.mlops4j.core.trees.Tree;
import org.mlops4j.core.trees.TreeEnsemble;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.error.IncompatibleException;

/** Reads a model: a header, trees one after another, and an end, of which only parameters of the training count. */
final class LightgbmReader {

    private static final Set<String> VERSIONS = Set.of("v3", "v4");
    private static final int MAX_GROUPS = 1 << 16;
    private static final String TREE = "Tree=";
    private static final String FOREST = "rf";

    private final ModelLines in;
    private final List<Tree> trees = new ArrayList<>();
    private final List<Integer> begins = new ArrayList<>();

    LightgbmReader(byte[] bytes) {
        this.in = new ModelLines(bytes);
    }

    LightgbmModel read() {
        String first = in.filled();
        if (!first.equals("tree")) {
            throw in.invalid("begins with '" + ModelLines.shortened(first) + "', a model of trees begins with 'tree'");
        }
        Block header = in.block("the header");
        if (!VERSIONS.contains(header.text("version"))) {
            throw new IncompatibleException("the LightGBM model is of version '"
                    + ModelLines.shortened(header.text("version")) + "', known are v3 and v4");
        }
        trees();
        header.find("tree_sizes").ifPresent(sizes -> requireSizes(header));
        return model(header, in.parameters());
    }

    private void trees() {
        String text = in.filled();
        while (!text.equals("end of trees")) {
            if (!text.equals(TREE + trees.size())) {
                throw in.invalid("has '" + ModelLines.shortened(text) + "' where '" + TREE + trees.size()
                        + "' or 'end of trees' was expected");
            }
            begins.add(in.begin());
            String name = "tree " + trees.size();
            trees.add(new TreeReader(in.block(name)).read(name));
            text = in.filled();
        }
        begins.add(in.begin());
    }

    /** A file whose trees are not as long as it says has been cut or edited, and LightGBM would misread it. */
    private void requireSizes(Block header) {
        int[] sizes = trees.isEmpty() ? new int[0] : header.integers("tree_sizes", trees.size());
        if (trees.isEmpty() && header.size("tree_sizes") != 0) {
            throw header.invalid("says that there are trees, but none follow");
        }
        for (int tree = 0; tree < sizes.length; tree++) {
            int size = begins.get(tree + 1) - begins.get(tree);
            if (size != sizes[tree]) {
                throw header.invalid("says that tree " + tree + " has " + sizes[tree] + " bytes, it has " + size);
            }
        }
    }

    private LightgbmModel model(Block header, Map<String, String> parameters) {
        int groups = header.integer("num_tree_per_iteration");
        if (groups < 1 || groups > MAX_GROUPS) {
            throw header.invalid("has " + groups + " trees an iteration, supported are 1 to " + MAX_GROUPS);
        }
        if (trees.size() % groups != 0) {
            throw header.invalid("has " + groups + " trees an iteration, but " + trees.size() + " trees follow");
        }
        int last = header.integer("max_feature_idx");
        if (last < 0 || last == Integer.MAX_VALUE) {
            throw header.invalid("has the greatest feature " + last);
        }
        int iterations = Math.max(1, trees.size() / groups);
        Objective objective = Objective.parse(header.find("objective").orElse(Objective.RAW), groups);
        boolean averaged = header.has("average_output");
        requireWhole(header, objective, averaged, parameters);
        DoubleTransform transform = objective.transform(averaged ? iterations : 1);
        TreeEnsemble ensemble = TreeEnsemble.inDouble(last + 1, groups, trees);
        return new LightgbmModel(objective, new TreeModel(ensemble, transform, names(header, last + 1)));
    }

    /** A model may have no objective and no average, so that only its parameters tell if such a line was lost. */
    private static void requireWhole(
            Block header, Objective objective, boolean averaged, Map<String, String> parameters) {
        String trained = parameters.getOrDefault("objective", objective.name());
        if (!trained.equals(objective.name())) {
            throw header.invalid("has the objective '" + objective.name() + "', but the model was trained with '"
                    + ModelLines.shortened(trained) + "'");
        }
        if (!averaged && FOREST.equals(parameters.get("boosting"))) {
            throw header.invalid("has no 'average_output', but the model was trained with boosting " + FOREST
                    + ", whose trees are averaged");
        }
    }

    /** The names of features; none if they are those that LightGBM makes up. */
    private static List<String> names(Block header, int features) {
        List<String> names = Arrays.stream(header.text("feature_names").split(" "))
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() != features) {
            throw header.invalid("names " + names.size() + " features and has " + features);
        }
        boolean madeUp = IntStream.range(0, features).allMatch(i -> names.get(i).equals("Column_" + i));
        return madeUp ? List.of() : names;
    }
}
