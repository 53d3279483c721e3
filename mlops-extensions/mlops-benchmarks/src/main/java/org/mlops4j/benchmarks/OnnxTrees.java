// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.onnx.OnnxFormat;
import org.mlops4j.onnx.OnnxModel;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.serving.Predictor;

/** The trees of an XGBoost model as an ONNX model: one TreeEnsembleRegressor, node by node the same, and a Sigmoid. */
final class OnnxTrees {

    private static final long FLOAT = 1;
    private static final long ATTRIBUTE_FLOATS = 6;
    private static final long ATTRIBUTE_INT = 2;
    private static final long ATTRIBUTE_INTS = 7;
    private static final long ATTRIBUTE_STRINGS = 8;

    private final Message node = new Message();
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> lefts = new ArrayList<>();
    private final List<Long> rights = new ArrayList<>();
    private final List<Long> missingLeft = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Float> leafWeights = new ArrayList<>();

    private OnnxTrees() {}

    /** {@return a binary classifier with logistic loss in ONNX} */
    static byte[] of(Booster booster) throws XGBoostError {
        Document model = new JacksonText()
                .read(new String(booster.toByteArray("json"), StandardCharsets.UTF_8))
                .get("learner");
        double base = Double.parseDouble(
                model.get("learner_model_param").get("base_score").text());
        OnnxTrees trees = new OnnxTrees();
        List<Document> all =
                model.get("gradient_booster").get("model").get("trees").list();
        for (int tree = 0; tree < all.size(); tree++) {
            trees.add(tree, all.get(tree));
        }
        return trees.model((float) Math.log(base / (1 - base)));
    }

    /** {@return a predictor of a model in memory} */
    static Predictor load(byte[] file) {
        ModelPackage model = OnnxModel.of(file).toPackage();
        ModelManifest manifest = new ModelManifest(
                model.format(),
                List.of(new ModelManifest.File("model", Digest.of(file), file.length)),
                null,
                null,
                model.properties());
        return OnnxFormat.trusting().load(manifest, name -> file);
    }

    private void add(int tree, Document document) {
        List<Document> left = document.get("left_children").list();
        List<Document> right = document.get("right_children").list();
        List<Document> feature = document.get("split_indices").list();
        List<Document> condition = document.get("split_conditions").list();
        List<Document> defaultLeft = document.get("default_left").list();
        for (int index = 0; index < left.size(); index++) {
            boolean leaf = left.get(index).whole() < 0;
            treeIds.add((long) tree);
            nodeIds.add((long) index);
            features.add(leaf ? 0 : feature.get(index).whole());
            thresholds.add(leaf ? 0 : (float) condition.get(index).number());
            modes.add(leaf ? "LEAF" : "BRANCH_LT");
            lefts.add(leaf ? 0 : left.get(index).whole());
            rights.add(leaf ? 0 : right.get(index).whole());
            missingLeft.add(leaf ? 0 : defaultLeft.get(index).whole());
            if (leaf) {
                leafTrees.add((long) tree);
                leafNodes.add((long) index);
                leafWeights.add((float) condition.get(index).number());
            }
        }
    }

    private byte[] model(float base) {
        node.text(1, "X").text(2, "margin").text(4, "TreeEnsembleRegressor").text(7, "ai.onnx.ml");
        ints("nodes_treeids", treeIds);
        ints("nodes_nodeids", nodeIds);
        ints("nodes_featureids", features);
        floats("nodes_values", thresholds);
        strings("nodes_modes", modes);
        ints("nodes_truenodeids", lefts);
        ints("nodes_falsenodeids", rights);
        ints("nodes_missing_value_tracks_true", missingLeft);
        ints("target_treeids", leafTrees);
        ints("target_nodeids", leafNodes);
        ints("target_ids", leafNodes.stream().map(leaf -> 0L).toList());
        floats("target_weights", leafWeights);
        floats("base_values", List.of(base));
        attribute(ATTRIBUTE_INT, new Message().text(1, "n_targets").number(3, 1));
        // The post_transform of a regressor is not what makes a probability: ONNX Runtime leaves out LOGISTIC there.
        Message sigmoid = new Message().text(1, "margin").text(2, "Y").text(4, "Sigmoid");
        Message graph = new Message()
                .message(1, node)
                .message(1, sigmoid)
                .text(2, "trees")
                .message(11, tensor("X", BoostedModel.FEATURES))
                .message(12, tensor("Y", 1));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 17))
                .message(8, new Message().text(1, "ai.onnx.ml").number(2, 3))
                .bytes();
    }

    private static Message tensor(String name, int columns) {
        Message shape =
                new Message().message(1, new Message().text(2, "rows")).message(1, new Message().number(1, columns));
        Message type = new Message().message(1, new Message().number(1, FLOAT).message(2, shape));
        return new Message().text(1, name).message(2, type);
    }

    private void ints(String name, List<Long> values) {
        Message attribute = new Message().text(1, name);
        values.forEach(value -> attribute.number(8, value));
        attribute(ATTRIBUTE_INTS, attribute);
    }

    private void floats(String name, List<Float> values) {
        ByteBuffer packed = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(packed::putFloat);
        attribute(ATTRIBUTE_FLOATS, new Message().text(1, name).raw(7, packed.array()));
    }

    private void strings(String name, List<String> values) {
        Message attribute = new Message().text(1, name);
        values.forEach(value -> attribute.text(9, value));
        attribute(ATTRIBUTE_STRINGS, attribute);
    }

    private void attribute(long type, Message attribute) {
        node.message(5, attribute.number(20, type));
    }

    /** A message in the wire format of Protocol Buffers, by the numbers of fields of onnx.proto. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String text) {
            return raw(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message within) {
            return raw(field, within.bytes());
        }

        Message raw(int field, byte[] bytes) {
            varint(((long) field << 3) | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
