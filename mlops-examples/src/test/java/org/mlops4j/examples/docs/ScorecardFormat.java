// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;

/** A format of somebody's own: a line {@code limit,points} for each input. */
public final class ScorecardFormat implements ModelFormat {

    @Override
    public String name() {
        return "scorecard";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        Scorecard model = Scorecard.parse(new String(files.read("model"), UTF_8));
        manifest.findSignature().ifPresent(ModelShape.of(model, List.of())::requireFit);
        return model;
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        Scorecard model = Scorecard.parse(new String(files.read("model"), UTF_8));
        return Optional.of(ModelShape.of(model, List.of()));
    }

    /** Adds the points of each input that is above its limit. */
    private static final class Scorecard implements Predictor {

        private final double[] limits;
        private final double[] points;

        private Scorecard(int inputs) {
            this.limits = new double[inputs];
            this.points = new double[inputs];
        }

        static Scorecard parse(String text) {
            List<String> lines = text.lines().toList();
            Scorecard model = new Scorecard(lines.size());
            try {
                for (int i = 0; i < lines.size(); i++) {
                    String[] cells = lines.get(i).split(",", 2);
                    model.limits[i] = Double.parseDouble(cells[0]);
                    model.points[i] = Double.parseDouble(cells[1]);
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new InvalidException("a scorecard has lines of two numbers, limit and points", e);
            }
            return model;
        }

        @Override
        public int inputs() {
            return limits.length;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public void predict(double[] row, double[] out) {
            double sum = 0;
            for (int i = 0; i < limits.length; i++) {
                sum += row[i] > limits[i] ? points[i] : 0;
            }
            out[0] = sum;
        }

        @Override
        public void close() {}
    }
}
