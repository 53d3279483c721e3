// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.mlops4j.core.xgboost.XgboostFormat;
import org.mlops4j.data.Column;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.performance.BinaryScores;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;

/** Trains "more than 15 minutes late" with XGBoost's own library; the model that comes out is served without it. */
final class LateModel {

    /** The column that is predicted: 1 if late. */
    static final String LABEL = "late";

    private static final int ROUNDS = 60;

    private LateModel() {}

    /** {@return the parameters of {@link #train}, for the record} */
    static SortedMap<String, Object> parameters() {
        SortedMap<String, Object> parameters = new TreeMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("tree_method", "hist");
        parameters.put("nthread", 1);
        parameters.put("max_depth", 6);
        parameters.put("eta", 0.1);
        parameters.put("min_child_weight", 20);
        parameters.put("subsample", 0.8);
        parameters.put("seed", 2001);
        parameters.put("rounds", ROUNDS);
        return parameters;
    }

    /** Gets the log loss on the training rows after each round. */
    @FunctionalInterface
    interface Listener {
        void round(int round, double logLoss);
    }

    /**
     * {@return a model in XGBoost's UBJ format}
     *
     * @param training the rows, with the label
     * @param features the columns to learn from, in the order of the model's input
     */
    static byte[] train(Table training, List<String> features, Listener listener) {
        float[] labels = new float[training.rowCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) training.doubles(LABEL).get(i);
        }
        try {
            DMatrix data = new DMatrix(rows(training, features), labels.length, features.size(), Float.NaN);
            data.setLabel(labels);
            data.setFeatureNames(features.toArray(String[]::new));
            Map<String, Object> parameters = new TreeMap<>(parameters());
            parameters.remove("rounds");
            Booster booster = XGBoost.train(data, parameters, 0, Map.of(), null, null);
            for (int round = 1; round <= ROUNDS; round++) {
                booster.update(data, round - 1);
                if (round % 10 == 0) {
                    listener.round(
                            round, logLoss(booster.evalSet(new DMatrix[] {data}, new String[] {"train"}, round)));
                }
            }
            byte[] model = booster.toByteArray("ubj");
            booster.dispose();
            data.dispose();
            return model;
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not train on " + training, e);
        }
    }

    /**
     * {@return the probability of being late for each row} Uses the library's own engine, as serving does.
     *
     * @param model as {@link #train} gives it
     */
    static double[] score(byte[] model, Table rows, List<String> features) {
        ModelManifest manifest = new ModelManifest(
                "xgboost",
                List.of(new ModelManifest.File("model", Digest.of(model), model.length)),
                null,
                null,
                Document.object());
        try (Predictor predictor = new XgboostFormat().load(manifest, name -> model)) {
            float[] values = rows(rows, features);
            double[] inputs = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                inputs[i] = values[i];
            }
            double[] scores = new double[rows.rowCount()];
            predictor.predictAll(inputs, scores.length, scores);
            return scores;
        }
    }

    /** {@return scores and labels of rows that carry their label} */
    static BinaryScores judged(double[] scores, Table rows) {
        boolean[] late = new boolean[scores.length];
        for (int i = 0; i < late.length; i++) {
            late[i] = rows.doubles(LABEL).get(i) == 1;
        }
        return BinaryScores.of(scores, late);
    }

    private static float[] rows(Table table, List<String> features) {
        int width = features.size();
        float[] rows = new float[table.rowCount() * width];
        for (int f = 0; f < width; f++) {
            Column column = table.column(features.get(f));
            DoubleColumn values = (DoubleColumn) column;
            for (int i = 0; i < values.size(); i++) {
                rows[i * width + f] = (float) values.get(i);
            }
        }
        return rows;
    }

    /** Reads {@code [10]\ttrain-logloss:0.487}. */
    private static double logLoss(String evaluation) {
        return Double.parseDouble(
                evaluation.substring(evaluation.lastIndexOf(':') + 1).trim());
    }
}
