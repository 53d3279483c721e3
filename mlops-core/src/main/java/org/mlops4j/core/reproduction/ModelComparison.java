// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.reproduction;

import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.error.MlopsException;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;

/**
 * How far two versions of a model are apart that should be the same.
 *
 * @param identical whether their files are the same to the last bit
 * @param predictions the greatest distance of their predictions for the examples of the first, over the greater
 *     magnitude of both but at least 1; 0 if the files are identical, NaN if it cannot be told
 * @param reason why it cannot be told; empty if it can
 */
public record ModelComparison(boolean identical, double predictions, String reason) {

    /** For what versions are loaded, see {@link org.mlops4j.serving.Deployments#load}. */
    private static final String USE = "evaluation";

    /** {@return how far two versions are apart; both are loaded if their files differ} */
    public static ModelComparison of(Mlops mlops, ModelVersion before, ModelVersion after) {
        if (sameFiles(before.manifest(), after.manifest())) {
            return new ModelComparison(true, 0, "");
        }
        Optional<Examples> examples = before.manifest().findExamples();
        if (examples.isEmpty()) {
            return unknown("the files of " + before + " and " + after + " differ, and " + before
                    + " has no examples to compare predictions for");
        }
        try (LoadedModel one = mlops.serving().load(before.id(), USE);
                LoadedModel other = mlops.serving().load(after.id(), USE)) {
            return of(examples.get(), one, other);
        } catch (MlopsException e) {
            return unknown("the files of " + before + " and " + after + " differ, and they cannot be compared: "
                    + e.getMessage());
        }
    }

    private static ModelComparison of(Examples examples, LoadedModel before, LoadedModel after) {
        Predictor one = before.predictor();
        Predictor other = after.predictor();
        if (one.inputs() != other.inputs() || one.outputs() != other.outputs()) {
            return unknown(before.version() + " and " + after.version() + " have other inputs or outputs");
        }
        double greatest = 0;
        double[] ones = new double[one.outputs()];
        double[] others = new double[one.outputs()];
        for (int example = 0; example < examples.size(); example++) {
            one.predict(examples.row(example), ones);
            other.predict(examples.row(example), others);
            for (int i = 0; i < ones.length; i++) {
                greatest = Math.max(greatest, distance(ones[i], others[i]));
            }
        }
        return new ModelComparison(false, greatest, "");
    }

    private static double distance(double one, double other) {
        if (Double.compare(one, other) == 0) {
            return 0;
        }
        double distance = Math.abs(one - other) / Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    private static boolean sameFiles(ModelManifest before, ModelManifest after) {
        return before.format().equals(after.format()) && before.files().equals(after.files());
    }

    private static ModelComparison unknown(String reason) {
        return new ModelComparison(false, Double.NaN, reason);
    }
}
