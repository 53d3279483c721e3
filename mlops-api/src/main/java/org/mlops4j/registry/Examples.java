// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * Rows with the predictions that a model gave for them where it was trained. They are kept with the version; before it
 * serves, it has to give them again. So a file that is read in another way here than there is noticed before a request
 * is answered. They warm the model up as well, with rows like those that will come. Immutable.
 */
public final class Examples {

    /** How many rows there may be. */
    public static final int MOST = 1_000;

    /** How far predictions may be apart: what {@code float} arithmetic in another order makes of it. */
    public static final double DEFAULT_TOLERANCE = 1e-5;

    private final double[][] rows;
    private final double[][] predictions;
    private final double tolerance;

    private Examples(double[][] rows, double[][] predictions, double tolerance) {
        this.rows = copy(rows);
        this.predictions = copy(predictions);
        this.tolerance = tolerance;
        if (rows.length == 0 || rows.length > MOST || rows.length != predictions.length) {
            throw new InvalidException("a model has 1 to " + MOST + " examples with a prediction each, got "
                    + rows.length + " rows and " + predictions.length + " predictions");
        }
        requireEqualLengths("row", rows);
        requireEqualLengths("prediction", predictions);
        for (double[] prediction : predictions) {
            if (!Arrays.stream(prediction).allMatch(Double::isFinite)) {
                throw new InvalidException(
                        "the predictions of examples are finite, one is " + Arrays.toString(prediction));
            }
        }
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new InvalidException("the tolerance of examples is from 0 to less than 1, was " + tolerance);
        }
    }

    /**
     * {@return examples with a tolerance of {@value #DEFAULT_TOLERANCE}}
     *
     * @param rows input vectors, {@code [rows][inputs]}; finite, or NaN for missing
     * @param predictions {@code [rows][outputs]}, finite
     * @throws InvalidException if there are none, or lengths differ
     */
    public static Examples of(double[][] rows, double[][] predictions) {
        return new Examples(rows, predictions, DEFAULT_TOLERANCE);
    }

    /**
     * {@return these with another tolerance}
     *
     * @param relative the greatest distance of two predictions over the greater magnitude of both, but for magnitudes
     *     below 1, where it is the greatest distance; 0 asks for the same value
     */
    public Examples within(double relative) {
        return new Examples(rows, predictions, relative);
    }

    /** {@return the number of rows} */
    public int size() {
        return rows.length;
    }

    /** {@return the length of a row} */
    public int inputs() {
        return rows[0].length;
    }

    /** {@return the length of a prediction} */
    public int outputs() {
        return predictions[0].length;
    }

    /** {@return the input vector of an example} */
    public double[] row(int example) {
        return rows[example].clone();
    }

    /** {@return what the model predicted} */
    public double[] prediction(int example) {
        return predictions[example].clone();
    }

    /** {@return whether that is what the model predicted, but for the tolerance} */
    public boolean matches(int example, double[] prediction) {
        for (int i = 0; i < outputs(); i++) {
            double expected = predictions[example][i];
            double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(prediction[i])));
            if (!(Math.abs(prediction[i] - expected) <= tolerance * scale)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the examples whose {@link #toDocument()} this is} */
    public static Examples from(Document document) {
        return new Examples(
                numbers(document.get("rows")),
                numbers(document.get("predictions")),
                document.get("tolerance").number());
    }

    /** {@return the form in which examples are stored} */
    public Document toDocument() {
        return Document.object()
                .with("rows", documents(rows))
                .with("predictions", documents(predictions))
                .with("tolerance", tolerance);
    }

    private static double[][] numbers(Document rows) {
        return rows.list().stream()
                .map(row -> row.list().stream().mapToDouble(Document::number).toArray())
                .toArray(double[][]::new);
    }

    private static Document documents(double[][] rows) {
        List<Document> all = new ArrayList<>();
        for (double[] row : rows) {
            all.add(Document.list(Arrays.stream(row).mapToObj(Document::of).toList()));
        }
        return Document.list(all);
    }

    private static void requireEqualLengths(String what, double[][] rows) {
        for (double[] row : rows) {
            if (row.length == 0 || row.length != rows[0].length) {
                throw new InvalidException("every " + what + " of the examples has the same length of 1 or more, got "
                        + rows[0].length + " and " + row.length);
            }
        }
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
